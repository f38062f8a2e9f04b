"""What the review proposes."""

from smmkit.topics.review.proposals.brief import Line, brief
from smmkit.topics.review.proposals.calls import Verdicts, call_items, questions, trial_items, verdicts
from smmkit.topics.review.proposals.cases import Subject, subjects
from smmkit.topics.review.proposals.evidence import calibration_item, execution_items, need_items
from smmkit.topics.review.proposals.history import Promise, calendar_of, pace_of, past_calls, patience_window, promised

__all__ = [
    "Line",
    "Promise",
    "brief",
    "calendar_of",
    "pace_of",
    "patience_window",
    "Subject",
    "Verdicts",
    "calibration_item",
    "call_items",
    "execution_items",
    "need_items",
    "past_calls",
    "promised",
    "questions",
    "subjects",
    "trial_items",
    "verdicts",
]
