"""An opinion of the workshop's beside what was measured of the same thing."""

from __future__ import annotations

from smmkit.ledger import Item
from smmkit.text import N_, Message
from smmkit.text.formats import NESTED

STATEMENT = "statement"
"""The value of a title that holds what the workshop wrote."""
_MEASURED = N_("{statement} (the workshop's view). Measured: {inner:sentence}")


def beside_measured(statement: str, fact: Item) -> Message | None:
    """Return an opinion and what was measured; None where the fact is itself a sentence inside another one."""
    if NESTED in fact.title.values:
        return None
    return Message(_MEASURED, {**fact.title.values, STATEMENT: statement, NESTED: fact.title.key})


def is_measured(title: Message) -> bool:
    """Say whether a title tells what was measured already."""
    return NESTED in title.values
