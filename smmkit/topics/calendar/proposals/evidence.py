"""Notebook 07's evidence: which hours are known, what each subject brought, what the month can hold."""

from __future__ import annotations

from typing import Any

from smmkit.ledger import Check, Item, Verdict, item_id, judge
from smmkit.measures.hours import ALL, PostingHours
from smmkit.measures.names import form_name
from smmkit.measures.posts import MIN_POSTS, OUTCOMES
from smmkit.measures.timing import Timing
from smmkit.text import N_, Message
from smmkit.topics.calendar.proposals.board import Board

SUBJECTS = "EV-content-subjects"
ROOM = "EV-content-room"
GETS = {"votes": N_("likes"), "interactions": N_("comments, shares and saves"),
        "conversions": N_("clicks and new followers")}  # fmt: skip
_DOUBLE = 1.0  # from the double on nobody counts in per cent
_ANY = N_(
    "Posts at {hour:hour} get {lift:percent} more {gets:word} than the average post ({low:percent} to {high:percent} "
    "more)."
)
_ANY_TIMES = N_(
    "Posts at {hour:hour} get {times:number1} times as many {gets:word} as the average post ({least:number1} to "
    "{most:number1} times)."
)
_FORM = N_(
    "At {hour:hour}, {form:word} get {lift:percent} more {gets:word} than they usually do ({low:percent} to "
    "{high:percent} more)."
)
_FORM_TIMES = N_(
    "At {hour:hour}, {form:word} get {times:number1} times as many {gets:word} as they usually do ({least:number1} to "
    "{most:number1} times)."
)
_OPEN = {
    "votes": N_(
        "No hour is known to bring more likes: {n:number} posts are not enough to foretell later "
        "ones, so hours are tried in turn."
    ),
    "interactions": N_(
        "No hour is known to bring more comments, shares and saves: {n:number} posts are not "
        "enough to foretell later ones, so hours are tried in turn."
    ),
    "conversions": N_(
        "No hour is known to bring more clicks and new followers: {n:number} posts are not enough "
        "to foretell later ones, so hours are tried in turn."
    ),
}
_FEW = N_("{n:number} posts with an hour and a result, of at least {needed:number}")
_ANSWERS = "social_media_manager"
_NONE_FOUND = Check("found", False, Message(N_("none was found, which does not prove that there is none")))
_LATER = N_("knowing the hour made the forecast of later posts {gain:percent1} better")
_COLLECT = N_("Publish at the hours to try, one after the other, until {needed:number} posts have a result.")


def hour_items(hours: PostingHours) -> list[Item]:
    """Return one item per hour that is named, and one per outcome of which none is."""
    found = [_named(row, hours.timings[str(row.outcome)]) for row in hours.named.itertuples()]
    silent = [outcome for outcome in OUTCOMES if outcome not in set(hours.named["outcome"])]
    return [*found, *(_open(outcome, hours.timings[outcome]) for outcome in silent)]


def hour_id(hours: PostingHours, outcome: str, form: str) -> str:
    """Return the id of the evidence an hour rests on."""
    rows = hours.named[(hours.named["outcome"] == outcome) & hours.named["format"].isin([form, ALL])]
    which = form if form in set(rows["format"]) else ALL
    return item_id("EV", "hour", outcome, *([] if which == ALL else [which]))


def _named(row: Any, timing: Timing) -> Item:
    outcome, form = str(row.outcome), str(row.format)
    values = {name: float(getattr(row, name)) for name in ("lift", "low", "high")}
    said: dict[str, str | int | float | bool | None] = {
        "hour": int(row.hour),
        "gets": GETS[outcome],
        **({} if form == ALL else {"form": form_name(form)}),
    }
    if values["lift"] >= _DOUBLE:
        key = _ANY_TIMES if form == ALL else _FORM_TIMES
        said |= {"times": 1 + values["lift"], "least": 1 + values["low"], "most": 1 + values["high"]}
    else:
        key = _ANY if form == ALL else _FORM
        said |= values
    checks = [
        Check("rows", True, Message(_FEW, {"n": timing.n, "needed": MIN_POSTS})),
        Check("later", timing.helps, Message(_LATER, {"gain": max(timing.gain, 0.0)})),
    ]
    return Item.of(
        item_id("EV", "hour", outcome, *([] if form == ALL else [form])),
        Message(key, said),
        judge(checks),
        value=values["lift"],
        low=values["low"],
        high=values["high"],
        unit="rate",
        n=int(row.n),
        about={"tables": "posts", "format": form, "outcome": outcome, "hour": said["hour"]},
    )


def _open(outcome: str, timing: Timing) -> Item:
    enough = timing.n >= MIN_POSTS
    collect = Message(_COLLECT, {"needed": MIN_POSTS})
    checks = [Check("rows", enough, Message(_FEW, {"n": timing.n, "needed": MIN_POSTS})), _NONE_FOUND]
    title = Message(_OPEN[outcome], {"n": timing.n})
    judgement = judge(checks, collect=collect, owner=_ANSWERS if enough else None)
    return Item.of(item_id("EV", "hour", outcome), title, judgement, about={"tables": "posts"})


def subjects_item(board: Board) -> Item:
    """Return whether any subject brings more than the others, as evidence; that none is seen is never decided."""
    found = board.subjects
    clear = [name for name in found.clear if float(found.table.loc[name, "effect"]) > 0]  # type: ignore[arg-type]
    if found.n < found.needed or found.table.empty:
        title = Message(
            N_("Too few posts tell their subject: {n:number}, of at least {needed:number}."),
            {"n": found.n, "needed": found.needed},
        )
    elif clear:
        title = Message(
            N_("Of {n:number} posts, those about {subject} are answered most, and it is more than chance."),
            {"n": found.n, "subject": ", ".join(map(board.called, clear))},
        )
    else:
        title = Message(
            N_("In {n:number} posts no subject is answered more than the others beyond chance."), {"n": found.n}
        )
    rows = Check("rows", found.n >= found.needed, Message(_FEW, {"n": found.n, "needed": found.needed}))
    collect = Message(N_("List the words of each subject in the brief's glossary, so that posts can be told apart."))
    enough = found.n >= found.needed and not found.table.empty
    checks = [rows] if clear else [rows, _NONE_FOUND]
    judgement = judge(checks, collect=collect, owner=_ANSWERS if enough else None)
    return Item.of(SUBJECTS, title, judgement, about={"tables": "posts"})


_ROOM = {
    (True, True): N_(
        "The month has room for {placed:number} new posts beside the {own:number} in the calendar. Without a place: "
        "{left:number}."
    ),
    (False, True): N_("The month has room for all {placed:number} new posts beside the {own:number} in the calendar."),
    (True, False): N_(
        "The calendar holds nothing for this month yet. It has room for {placed:number} new posts. Without a place: "
        "{left:number}."
    ),
    (False, False): N_("The calendar holds nothing for this month yet. It has room for all {placed:number} new posts."),
}


def room_item(board: Board) -> Item:
    """Return how much of what the month needs finds a place, as evidence."""
    placed, left = len(board.proposed), len(board.left_out)
    key = _ROOM[bool(left), bool(len(board.own))]
    values = {"placed": placed, "own": len(board.own), **({"left": left} if left else {})}
    counted = Check("rows", True, Message(N_("every placement was compared; this is the best one")))
    return Item.of(
        ROOM,
        Message(key, values),
        judge([counted]),
        value=placed,
        unit="count",
        about={"tables": "capacity ideas"},
        importance=0.0,
    )


def known(item: Item) -> bool:
    """Say whether an item states something."""
    return item.verdict is Verdict.DECIDE
