"""What a panel shows where nothing can be moved: a fixed table beside the widget."""

from __future__ import annotations

from typing import Any

from ipywidgets import VBox


def with_fixed_table(box: VBox, html: str) -> VBox:
    """Give a panel a table that stays readable without a running kernel.

    Parameters
    ----------
    box
        The panel.
    html
        A fixed HTML table: the panel's first state.

    Returns
    -------
    VBox
        The same panel; its mimebundle also carries `text/html`.

    """
    widget = box._repr_mimebundle_

    def bundle(**options: Any) -> dict[str, Any]:
        return {**widget(**options), "text/plain": "What-if panel", "text/html": html}

    box._repr_mimebundle_ = bundle
    return box
