"""What no yes or no settles: decisions that are taken in a conversation."""

from __future__ import annotations

from collections.abc import Sequence

from smmkit.ledger import Item, Ledger
from smmkit.text import Text
from smmkit.topics.report.proposals.points import points_of
from smmkit.topics.report.proposals.story import TO_TALK_ABOUT, Story


def to_talk_about(told: Story, waiting: Sequence[Item], ledger: Ledger, text: Text) -> tuple[str, ...]:
    """Return what is to be decided in a conversation, a sentence each: the sheet lists it, the week's page counts it.

    Parameters
    ----------
    told
        Page 1.
    waiting
        What waits for a yes or no.
    ledger
        All items of the month.
    text
        In whose words.

    """
    signed = {item.id for item in waiting}
    asked = (one for one in told.asked if one.item not in signed)
    others = points_of(item for item in ledger.values() if item.id.startswith(TO_TALK_ABOUT))
    return tuple(dict.fromkeys(text(one.sentence) for one in (*asked, *others)))
