"""What is done first for a strategy, where, and what it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smmkit.text import N_


@dataclass(frozen=True)
class Step:
    """What is done first.

    Attributes
    ----------
    first
        The step, as a catalogue key.
    where
        Where it is done, as a catalogue key; empty where it is done on a network.
    posts
        Posts a week it takes.
    hours
        Hours of the first month beside the posts: a guess of ours.

    """

    first: str
    where: str = ""
    posts: int = 0
    hours: float = 0.0


_POSTS = N_("put the first two into next month's calendar, beside the usual posts, and compare them after a month")
_INBOX = N_("in the inbox, where people wait for an answer")
_LETTER = N_("by e-mail, and in messages to those who wrote to us")
_TEAM = N_("in the team, beside the daily work")
_SHOP = N_("in the shop and on its page of reviews")
STEPS: Mapping[str, Step] = {
    "rate": Step(_POSTS, posts=2),
    "format": Step(_POSTS, posts=2),
    "voice": Step(_POSTS, posts=2),
    "reputation": Step(
        N_("ask the authors of five good reviews for leave, and publish one of them a week"), posts=1, hours=1
    ),
    "service": Step(N_("ask five customers this week for a line about it, and for leave to show it"), _SHOP, hours=3),
    "complaints": Step(N_("answer every open complaint this week, and tell what was mended"), _INBOX, hours=6),
    "buyers": Step(
        N_("write to half of them, picked at random, and count the orders of both halves after a month"),
        _LETTER,
        hours=4,
    ),
    "network": Step(
        N_("publish the ten best posts there in the course of a month, and compare what each network brings"), hours=5
    ),
    "answers": Step(N_("agree who answers at which hours, and look at the waits in two weeks"), _INBOX, hours=8),
    "people": Step(N_("let the second person make one post a week beside the first, for a month"), _TEAM, hours=8),
}
"""By what lies inside."""
_LEAVE_OUT = Step(N_("leave the subject out of next month's calendar, and compare that month with this one"), hours=1)
_PROMOTE = Step(
    N_(
        "promote the three best posts for two weeks with a twentieth of the money for ads, and compare the cost "
        "of a click"
    ),
    hours=2,
)
_UNPAID = Step(N_("promote no post next month, and compare what the posts bring without it"), hours=1)
_LEARN = Step(
    N_("look at the rival's ten posts with most reactions, write down what they share, and try it in two posts"),
    hours=5,
)
_COMPLAINTS = STEPS["complaints"]
_OTHERS: Mapping[tuple[str, str, str], Step] = {
    ("ST", "rate", "topic"): _LEAVE_OUT,
    ("WT", "rate", "topic"): _LEAVE_OUT,
    ("SO", "rate", "price"): _PROMOTE,
    ("SO", "format", "price"): _PROMOTE,
    ("WO", "rate", "price"): _PROMOTE,
    ("WO", "voice", "price"): _PROMOTE,
    ("ST", "rate", "price"): _UNPAID,
    ("WT", "rate", "price"): _UNPAID,
    ("ST", "format", "price"): _UNPAID,
    ("WO", "rate", "rival"): _LEARN,
    ("WT", "rate", "rival"): _LEARN,
    ("WO", "reputation", "topic"): _COMPLAINTS,
    ("WT", "reputation", "rival"): _COMPLAINTS,
    ("WO", "buyers", "price"): Step(
        N_("make their addresses an audience of its own, show it one advert for two weeks, and count the orders"),
        N_("in the adverts of the networks"),
        hours=3,
    ),
    ("WT", "voice", "rival"): Step(
        N_("list where people speak of us most, and answer there first for a month"), hours=4
    ),
    ("ST", "service", "crisis"): Step(
        N_("write the ten answers people would need, and have whoever leads in a crisis read them"), _INBOX, hours=5
    ),
    ("SO", "format", "partner"): Step(
        N_("agree with the partner on the subject and the date of the first one"), hours=6
    ),
    ("WO", "people", "partner"): Step(
        N_("agree with the partner who films what, and look at the first one together"), hours=4
    ),
}
"""Where the move itself asks for another first step."""


def step_of(cell: str, inside: str, outside: str) -> Step:
    """Return what is done first for a strategy.

    Parameters
    ----------
    cell
        Of the TOWS table: SO, WO, ST or WT.
    inside, outside
        What both items are about.

    """
    return _OTHERS.get((cell, inside, outside), STEPS[inside])
