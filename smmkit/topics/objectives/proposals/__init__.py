"""Objectives as items of the ledger, with what they rest on."""

from smmkit.topics.objectives.proposals.aims import Aim, Wish, new_aims, signed_aims, without_web
from smmkit.topics.objectives.proposals.board import BOARD_ID, Board, board, board_item, from_data
from smmkit.topics.objectives.proposals.cases import Case, cases, shown, titles
from smmkit.topics.objectives.proposals.decisions import (
    Conflict,
    candidate_items,
    conflict_items,
    conflicts,
)
from smmkit.topics.objectives.proposals.evidence import (
    CARRIED_ID,
    carried_holds,
    carried_items,
    evidence_items,
    evidence_of,
    told,
)
from smmkit.topics.objectives.proposals.lifts import lift_of, lifts, shown_effects
from smmkit.topics.objectives.proposals.objectives import Guard, guard, guard_metrics, guards, objective_items
from smmkit.topics.objectives.proposals.works import lever_works, levers

__all__ = [
    "BOARD_ID",
    "CARRIED_ID",
    "Aim",
    "Board",
    "Case",
    "Conflict",
    "Guard",
    "Wish",
    "board",
    "board_item",
    "candidate_items",
    "carried_holds",
    "carried_items",
    "cases",
    "conflict_items",
    "conflicts",
    "evidence_items",
    "evidence_of",
    "from_data",
    "guard",
    "guard_metrics",
    "guards",
    "lever_works",
    "lift_of",
    "lifts",
    "levers",
    "new_aims",
    "objective_items",
    "shown",
    "shown_effects",
    "signed_aims",
    "titles",
    "told",
    "without_web",
]
