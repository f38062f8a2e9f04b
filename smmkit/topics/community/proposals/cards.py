"""The fifteen cards of the crisis manual."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from smmkit.client import Client
from smmkit.plan import Crisis
from smmkit.text import N_, Message, Text
from smmkit.topics.community.analysis.posture import WORDS, posture
from smmkit.topics.community.proposals.situations import SEVERITIES, SITUATIONS, Severity, Situation

LONGEST = 280
_NO_MONEY = Message(N_("answer, apologise and repair; no money without asking"))


@dataclass(frozen=True)
class Card:
    """One page of the manual.

    Parameters
    ----------
    situation, severity
        What happens, and how grave it is.
    posture
        `inform`, `diminish`, `rebuild` or `deny`.
    leads, executes, signs_off
        Roles.
    margin
        What the community manager may decide alone.
    stop
        Posts and ads to pause now, by their names; empty while all is quiet.

    """

    situation: Situation
    severity: Severity
    posture: str
    leads: str
    executes: str
    signs_off: str
    margin: Message
    stop: tuple[Message, ...] = ()

    @property
    def posture_word(self) -> str:
        """The posture in words."""
        return WORDS[self.posture]

    def holding(self, text: Text, avoid: Iterable[str] = ()) -> str:
        """Return the first public words, at most 280 characters, without a word the brand keeps away from."""
        tails = (f" {text(self.severity.tail)}", "")
        tried = [text(said) + tail for said in self.situation.holding for tail in tails]
        banned = [word.casefold() for word in avoid]
        fitting = [
            said for said in tried if len(said) <= LONGEST and not any(word in said.casefold() for word in banned)
        ]
        return fitting[0] if fitting else min(tried, key=len)


def manual_cards(
    client: Client, rules: Crisis, *, history: bool, bad_reputation: bool = False, stop: tuple[Message, ...] = ()
) -> tuple[Card, ...]:
    """Return the cards, five situations times three severities.

    Parameters
    ----------
    client
        The brief.
    rules
        The plan's rules of a crisis: who leads, the margin.
    history
        Whether the client had a crisis before, by its own alarms: what was an accident is then no accident any more.
    bad_reputation
        Whether people speak worse of the client than of its rivals.
    stop
        What to pause, if an alarm is on.

    """
    margin = (
        Message(N_("up to {amount:money0} a customer, without asking"), {"amount": rules.alone_up_to})
        if rules.alone_up_to
        else _NO_MONEY
    )
    return tuple(
        Card(
            situation=situation,
            severity=severity,
            posture=posture(situation.cluster, history=history, bad_reputation=bad_reputation),
            leads=rules.lead if severity.leads == "crisis_lead" else severity.leads,
            executes="community_manager",
            signs_off=severity.signs_off,
            margin=margin,
            stop=stop if severity.level > 1 else (),
        )
        for situation in SITUATIONS
        for severity in SEVERITIES
    )
