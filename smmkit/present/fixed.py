"""What a panel shows where nothing can be moved: a fixed table beside the widget, or in its place."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any

from ipywidgets import VBox

from smmkit.month_folder import TOKEN

PLAIN = "What-if panel"


@dataclass(frozen=True)
class FixedPanel:
    """A panel that nobody can move: what a run leaves in its notebooks."""

    html: str
    plain: str = PLAIN

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/plain": self.plain, "text/html": self.html}


def live() -> bool:
    """Tell whether somebody may be there to move a panel; a run works for itself."""
    return not os.environ.get(TOKEN)


def with_fixed_table(box: VBox, html: str, plain: str = PLAIN) -> VBox:
    """Give a panel a table that stays readable without a running kernel.

    Parameters
    ----------
    box
        The panel.
    html
        A fixed HTML table: the panel's first state.
    plain
        What stands where neither can be shown.

    Returns
    -------
    VBox
        The same panel; its mimebundle also carries `text/html`.

    """
    widget = box._repr_mimebundle_

    def bundle(**options: Any) -> dict[str, Any]:
        return {**widget(**options), "text/plain": plain, "text/html": html}

    box._repr_mimebundle_ = bundle
    return box
