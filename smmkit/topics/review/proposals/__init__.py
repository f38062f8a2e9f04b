"""What the review proposes."""

from smmkit.topics.review.proposals.brief import Line, brief
from smmkit.topics.review.proposals.calls import NO_TEST, Verdicts, call_items, questions, trial_items, verdicts
from smmkit.topics.review.proposals.cases import Subject, subjects
from smmkit.topics.review.proposals.done import answered, followed_money, running
from smmkit.topics.review.proposals.dropped import dropped_items
from smmkit.topics.review.proposals.elsewhere import RuledElsewhere, ruled_elsewhere
from smmkit.topics.review.proposals.evidence import (
    brier_item,
    calibration_item,
    deed_items,
    execution_items,
    need_items,
    still_linked,
)
from smmkit.topics.review.proposals.history import Ruled, calendar_of, pace_of, past_calls, patience_window, promised
from smmkit.topics.review.proposals.lessons import Lesson, chances, lessons, past_chances, reversals
from smmkit.topics.review.proposals.undone import undone_items

__all__ = [
    "Lesson",
    "Line",
    "NO_TEST",
    "Ruled",
    "RuledElsewhere",
    "Subject",
    "Verdicts",
    "answered",
    "brief",
    "brier_item",
    "calendar_of",
    "calibration_item",
    "call_items",
    "chances",
    "deed_items",
    "dropped_items",
    "execution_items",
    "followed_money",
    "lessons",
    "need_items",
    "pace_of",
    "past_calls",
    "past_chances",
    "patience_window",
    "promised",
    "questions",
    "reversals",
    "ruled_elsewhere",
    "running",
    "still_linked",
    "subjects",
    "trial_items",
    "undone_items",
    "verdicts",
]
