"""What the month's calendar has to say in words: rules kept or not, what a crisis stops, what is missing."""

from __future__ import annotations

import pandas as pd

from smmkit.ledger import Item
from smmkit.plan import Plan
from smmkit.text import N_, Message
from smmkit.topics.calendar.analysis.mix import COMMUNITY, SHARE
from smmkit.topics.calendar.proposals.board import Board
from smmkit.topics.calendar.proposals.evidence import ROOM


def month_sentences(board: Board, plan: Plan, room: Item) -> list[Message | Item]:
    """Return what the Community Manager should know of the month before looking at its lines."""
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
                N_("A crisis alarm is on: scheduled posts and ads are paused by the crisis plan. Nothing is deleted.")
            )
        )
    if board.proposed["title"].isna().any():
        said.append(
            Message(N_("Some places are empty: they say subject, format, hour and purpose. Ideas go into ideas.csv."))
        )
    return said


__all__ = ["ROOM", "month_sentences"]
