"""What the month's calendar has to say in words: rules kept or not, what a crisis stops, what is missing."""

from __future__ import annotations

import pandas as pd

from smmkit.ledger import Item, Ledger
from smmkit.period import days_of_week
from smmkit.plan import Plan
from smmkit.plan.unsigned import pace_tests
from smmkit.schema import platform_name
from smmkit.text import N_, Message, Text
from smmkit.topics.calendar.analysis.mix import COMMUNITY, SHARE
from smmkit.topics.calendar.proposals.board import Board
from smmkit.topics.calendar.proposals.evidence import ROOM


def week_said(name: str, text: Text) -> str:
    """Return an ISO week, such as `2026-w45`, by its Monday and its Sunday."""
    days = days_of_week(name)
    return name if days is None else text.interval(*days, "date")


_NO_PLACES = N_(
    "Kept, and without a post in this calendar: {networks}. The plan says how many posts a week for other networks "
    "alone. Write the number into [calendar_policy.posts_per_week] of plan.toml, 0 where none is meant."
)


def without_places(plan: Plan) -> list[str]:
    """Return the networks the plan keeps and its posts a week do not name."""
    asked = {str(name) for name in plan.calendar_policy.posts_per_week}
    kept = [str(one.platform) for one in plan.channels if one.status == "approved" and one.action == "keep"]
    return [name for name in dict.fromkeys(kept) if asked and name not in asked]


_TESTED = N_(
    "{network}: the sheet to sign proposes a test with {half:about} {half:plural|post|posts} a week from {start:date} "
    "on, and it is not signed yet. Until it is, this calendar keeps the pace of the plan: {planned:number} "
    "{planned:plural|post|posts} from that day on. Once it is signed, {kept:number} of them go out; leave out proposed "
    "ones first."
)


def _tested(board: Board, plan: Plan, ledger: Ledger) -> list[Message]:
    """Say what a test of another pace would change in this calendar, were it signed."""
    every, said = pd.concat([board.own[["network", "on"]], board.proposed[["network", "on"]]]), []
    for one in pace_tests(ledger, plan):
        first, last = max(one.start, board.period.start), min(one.end, board.period.end)
        held = every[(every["network"] == one.network) & pd.to_datetime(every["on"]).between(str(first), str(last))]
        kept = round(one.half * ((last - first).days + 1) / 7)
        if kept < len(held):
            said.append(Message(_TESTED, {"network": platform_name(one.network), "half": one.half,
                                          "start": str(first), "planned": len(held), "kept": kept}))  # fmt: skip
    return said


def month_sentences(board: Board, plan: Plan, room: Item, ledger: Ledger | None = None) -> list[Message | Item]:
    """Return what the community manager should know of the month before looking at its lines."""
    policy = plan.calendar_policy
    every = pd.concat([board.own["purpose"], board.proposed["purpose"]])
    said: list[Message | Item] = [room]
    if board.promo_share > policy.promo_cap:
        said.append(
            Message(N_("More posts sell than the house allows. Turn some in the calendar into posts that tell."))
        )
    if len(every) and float((every == SHARE).mean()) < policy.curated_floor:
        said.append(
            Message(N_("Fewer posts share what others made than the house asks for: there is no room for more."))
        )
    if len(every) and float((every == COMMUNITY).mean()) < policy.community_floor:
        said.append(Message(N_("Fewer posts show the community than the house asks for: there is no room for more.")))
    if board.paused.ids:
        said.append(
            Message(
                N_(
                    "A crisis alarm is on. The crisis plan pauses what follows; nothing is deleted, and no new post is "
                    "placed before the pause is over."
                )
            )
        )
        said += board.paused.said
    return [*said, *_lacking(board, plan), *(_tested(board, plan, ledger) if ledger is not None else [])]


def _lacking(board: Board, plan: Plan) -> list[Message]:
    """Say what the month lacks: sources, networks without a number, ideas for places that are empty."""
    said = []
    unsourced = int((board.proposed["purpose"] == SHARE).sum() - board.proposed["source"].notna().sum())
    if unsourced > 0:
        said.append(
            Message(
                N_("Posts that share what others made and have no source with a licence yet: {n:number}. Write "
                   "one into curated.csv."),
                {"n": unsourced},
            )
        )  # fmt: skip
    if unplaced := without_places(plan):
        said.append(Message(_NO_PLACES, {"networks": ", ".join(map(platform_name, unplaced))}))
    if board.proposed["title"].isna().any():
        said.append(
            Message(N_("Some places are empty: they say subject, format, hour and purpose. Ideas go into ideas.csv."))
        )
    return said


__all__ = ["ROOM", "month_sentences"]
