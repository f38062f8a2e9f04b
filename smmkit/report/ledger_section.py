"""The ledger at the end of a report: every item, where each number of the page leads."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from smmkit.ledger import Item, Ledger
from smmkit.report.fragments import mark_verdicts
from smmkit.text import N_, Text

_HEADINGS = (
    N_("Item"),
    N_("What it says"),
    N_("Value"),
    N_("Interval"),
    N_("n"),
    N_("Verdict"),
    N_("Because"),
    N_("Source"),
)


_VALUE = 1  # the cell that states the item's number


def ledger_section(ledger: Ledger, targets: Mapping[str, str], text: Text) -> str:
    """Return the ledger as a section whose rows are the targets of the page's links."""
    heads = "".join(f'<th scope="col">{escape(text.word(heading))}</th>' for heading in _HEADINGS)
    rows = "".join(_row(item, targets, text) for item in sorted(ledger.values(), key=lambda item: item.id))
    label = escape(text("Ledger: what every number rests on"))
    table = mark_verdicts(f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>", text)
    return (
        f'<section id="ledger" aria-labelledby="ledger-title"><h2 id="ledger-title">{label}</h2>'
        f'<div class="scroll" role="group" tabindex="0" aria-label="{label}">{table}</div></section>'
    )


def _row(item: Item, targets: Mapping[str, str], text: Text) -> str:
    because = " ".join(_link(found, targets) for found in item.because)
    source = "; ".join(f"{part.file} {part.rows}".strip() for part in item.source)
    cells = (
        escape(text(item.title)),
        escape(text.quantity(item.value, item.unit)),
        escape(text.range(item.low, item.high, item.unit)),
        escape(text.number(item.n)),
        escape(text.word(item.verdict.value)),
        because,
        escape(source),
    )
    own = f' data-fact="{escape(item.fact)}"' if item.fact else ""
    marked = "".join(f"<td{own if place == _VALUE else ''}>{cell}</td>" for place, cell in enumerate(cells))
    return f'<tr id="{item.id}"><td class="id">{item.id}</td>{marked}</tr>'


def _link(found: str, targets: Mapping[str, str]) -> str:
    return f'<a class="id" href="#{escape(targets[found])}">{escape(found)}</a>' if found in targets else escape(found)
