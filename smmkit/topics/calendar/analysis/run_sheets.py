"""What happens before, during and after a campaign of each kind, day by day, and what usually goes wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from smmkit.text import N_
from smmkit.topics.calendar.analysis.campaigns import SHORT
from smmkit.topics.calendar.analysis.days import working_day

LIVE = ("fair", "event", "own")
"""Kinds that people come to, and that are told while they happen."""
BEFORE, DURING, AFTER = N_("Before"), N_("During"), N_("After")
_SMM, _CM, _APPROVER = "social_media_manager", "community_manager", "approver"


@dataclass(frozen=True)
class SheetLine:
    """A line of a run sheet: which day, what is done, which role does it, in which part of the campaign."""

    day: date
    what: str
    role: str
    part: str = ""


@dataclass(frozen=True)
class _Step:
    """Something to do so many days after the first day (`start`), the middle or the last one."""

    days: int
    what: str
    role: str
    mark: str = "start"


_EVERY = (
    _Step(-14, N_("Agree message, offer and checklist; ask design for the pieces."), _SMM),
    _Step(-7, N_("Pieces and texts are ready; the client says yes or no to each."), _APPROVER),
    _Step(-2, N_("Schedule the posts, test every link, write down the days before as the comparison."), _CM),
    _Step(0, N_("Look at the stop rule: go on, or stop and say why."), _SMM, "middle"),
    _Step(3, N_("Sum up results against the days before; keep what was learned."), _SMM, "end"),
)
_START = _Step(0, N_("Start; answer comments within the hour."), _CM)
_THANKS = _Step(0, N_("Last post with thanks."), _CM, "end")
_STOP_ADS = _Step(0, N_("Last post with thanks; stop the ads."), _CM, "end")
_OPENING = N_("Live, on opening: who is there and how to get here; one films, one posts, one answers.")
_NOON = N_("Live, at noon: a visitor's own words, with permission; answer what came in.")
_CLOSING = N_("Live, on closing: thanks, and what comes next.")
_AGAIN = N_("Live, the same on each day until the end: on opening, at noon, on closing.")
_SEVERAL = 3  # days of live coverage that are written out one by one
_CHOOSE = N_("Choose the creator by the audience's numbers; sign pieces, days, rights and the mark of advertising.")
_OWN: Mapping[str, tuple[_Step, ...]] = {
    "promo": (
        _Step(-10, N_("Agree price, stock and last day with whoever sells, and tell everybody who serves."), _SMM),
        _START,
        _Step(-2, N_("Say that the offer ends, and when."), _CM, "end"),
        _Step(1, N_("Take the offer down everywhere: profiles, pinned posts, website."), _CM, "end"),
    ),
    "contest": (
        _Step(-10, N_("Put the rules on the website, and decide who draws and who is the witness."), _SMM),
        _START,
        _Step(2, N_("Warn that only this account writes to winners, and report accounts that copy it."), _CM),
        _Step(0, N_("Draw the winners before a witness and publish how it was done."), _CM, "end"),
        _Step(7, N_("Hand over the prizes and keep the papers: rules, who took part, how it was drawn."), _SMM, "end"),
    ),
    "ads": (
        _Step(-5, N_("Set audience, money a day and its limits; let the network check the ads."), _SMM),
        _START,
        _Step(1, N_("See whether the ads are shown and the links are counted; answer comments under ads too."), _CM),
    ),
    "event": (
        _Step(-21, N_("Tell the date and the place, and how to sign up."), _CM),
        _Step(-1, N_("Remind those who signed up; agree who films, who posts and who answers."), _CM),
        _Step(1, N_("Thank those who came; show those who agreed to be shown."), _CM, "end"),
    ),
    "launch": (
        _Step(-21, N_("Send the facts and a sample to partners, press and regular customers."), _SMM),
        _Step(-5, N_("Show a part of it and say the day."), _CM),
        _Step(-1, N_("Tell everybody who serves: price, stock, answers to the likely questions."), _SMM),
        _Step(0, N_("Show it on all networks at the same hour; answer comments within the hour."), _CM),
        _Step(7, N_("Put the questions that came back into the frequent answers."), _CM, "end"),
    ),
    "fair": (
        _Step(-21, N_("Settle the stand, the mobile connection and who is there at which hour."), _SMM),
        _Step(-7, N_("Tell stand and hours; invite customers and partners by name of their business."), _CM),
        _Step(2, N_("Write to the contacts made, as they agreed to be written to."), _CM, "end"),
    ),
    "creator": (
        _Step(-21, _CHOOSE, _SMM),
        _Step(-5, N_("Look at the drafts: mark of advertising, facts, words to avoid."), _CM),
        _Step(0, N_("The creator publishes; share it and answer comments within the hour."), _CM),
        _Step(1, N_("Ask for the numbers of each piece: reach, clicks, uses of the code."), _CM, "end"),
        _Step(10, N_("Pay once the numbers are in, and write down whether to work together again."), _SMM, "end"),
    ),
    "own": (
        _Step(-21, N_("Invite neighbours, customers and press; agree who speaks for the house."), _SMM),
        _Step(-1, N_("Remind those who were invited; agree who films, who posts and who answers."), _CM),
        _Step(1, N_("Thank those who came; show those who agreed to be shown."), _CM, "end"),
    ),
}  # fmt: skip
RISKS: Mapping[str, str] = {
    "promo": N_("Orders that would have come anyway come cheaper, and people learn to wait for the next offer."),
    "contest": N_("People come for the prize and leave, the draw is doubted, or a copied account writes to winners."),
    "ads": N_("Money runs on when the stock is gone or the link is broken, and comments under ads stay unanswered."),
    "event": N_("Few come, or more than fit; somebody is filmed who did not agree."),
    "launch": N_("A fault is found in public before it is known in the house, or the stock does not last."),
    "fair": N_("Nobody at the stand has a hand free to film or to answer, or there is no connection."),
    "creator": N_("The creator's followers live where the client does not sell, or an old quarrel comes back."),
    "own": N_("Few come; staff or neighbours are filmed who did not agree."),
}
"""What usually goes wrong with a kind of campaign."""


def run_sheet(
    kind: str, start: date, end: date, *, ads: bool = True, holidays: Collection[date] = ()
) -> list[SheetLine]:
    """Return what happens before, during and after a campaign, day by day, and who does it.

    What is due while nobody works is due on the last working day before; what comes after the end, on the next one.
    What happens on the first or the last day itself stays there.

    Parameters
    ----------
    kind
        One of `campaigns.KINDS`.
    start, end
        First and last day of the campaign.
    ads
        Whether it has ads, which somebody must stop.
    holidays
        Public holidays around it.

    Returns
    -------
    list of SheetLine
        By day; what is done on one day for two reasons stands once.

    """
    halves = (end - start).days + 1 >= SHORT
    middle = start + (end - start) / 2 if halves else start - timedelta(days=3)
    marks = {"start": start, "middle": middle, "end": end}
    parting = () if kind == "contest" else (_STOP_ADS,) if ads or kind == "ads" else () if kind in LIVE else (_THANKS,)
    steps = [
        (_worked(marks[one.mark] + timedelta(days=one.days), start, end, holidays), one.what, one.role)
        for one in (*_EVERY, *_OWN[kind], *parting)
    ]
    if kind in LIVE:
        steps += _covered(start, (end - start).days + 1)
    lines = [SheetLine(day, what, role, _part(day, start, end)) for day, what, role in dict.fromkeys(steps)]
    return sorted(lines, key=lambda line: line.day)


def _worked(day: date, start: date, end: date, holidays: Collection[date]) -> date:
    if day in (start, end):
        return day
    moved = working_day(day, holidays, later=day > end)
    return day if moved < start <= day else moved


def _covered(start: date, days: int) -> list[tuple[date, str, str]]:
    written = [start + timedelta(days=n) for n in range(days if days <= _SEVERAL else 1)]
    again = [(start + timedelta(days=1), _AGAIN, _CM)] if days > _SEVERAL else []
    return [*((day, what, _CM) for day in written for what in (_OPENING, _NOON, _CLOSING)), *again]


def _part(day: date, start: date, end: date) -> str:
    return BEFORE if day < start else DURING if day <= end else AFTER
