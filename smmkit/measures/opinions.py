"""An opinion of the workshop's beside what was measured of the same thing."""

from __future__ import annotations

from smmkit.text import N_, Message
from smmkit.text.formats import NESTED

STATEMENT = "statement"
"""The value of a title that holds what the workshop wrote."""
_MEASURED = N_("{statement} (the workshop's view). Measured: {inner:sentence}")


def beside_measured(statement: str, fact: Message) -> Message | None:
    """Return an opinion and what was measured of it.

    Parameters
    ----------
    statement
        As the workshop wrote it.
    fact
        What was measured, in words.

    Returns
    -------
    Message or None
        None where the fact is itself a sentence inside another one.

    """
    if is_measured(fact):
        return None
    return Message(_MEASURED, {**fact.values, STATEMENT: statement, NESTED: fact.key})


def is_measured(title: Message) -> bool:
    """Say whether a title tells what was measured already.

    Parameters
    ----------
    title
        Of an item.

    Returns
    -------
    bool
        True where a sentence stands inside it.

    """
    return NESTED in title.values
