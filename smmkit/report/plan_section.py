"""The approved plan in a report: what stands, and what its evidence no longer carries."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from html import escape

from smmkit.ledger import Ledger
from smmkit.plan import Plan
from smmkit.present.plan import plan_table
from smmkit.report.fragments import link_items
from smmkit.text import Text


def plan_section(plan: Plan, ledger: Ledger, targets: Mapping[str, str], text: Text) -> str:
    """Return the plan as a section; empty if nothing was decided yet."""
    table = plan_table(plan, ledger, text)
    if table.empty:
        return ""
    label = escape(text("The plan"))
    heads = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in (text.word("Item"), *table.columns))
    rows = "".join(_row(str(id), cells, targets) for id, cells in zip(table.index, table.to_numpy(), strict=True))
    return (
        f'<section id="plan" aria-labelledby="plan-title"><h2 id="plan-title">{label}</h2>'
        f'<div class="scroll" role="group" tabindex="0" aria-label="{label}">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div></section>"
    )


def _row(id: str, cells: Collection[object], targets: Mapping[str, str]) -> str:
    inside = "".join(f"<td>{escape(str(cell))}</td>" for cell in (id, *cells))
    return f'<tr id="plan-{id}">{link_items(inside, targets)}</tr>'
