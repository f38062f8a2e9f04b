"""What the review computes; nothing here knows the ledger or the plan."""

from smmkit.topics.review.analysis.calibration import LEAST, Calibration, Past, calibration
from smmkit.topics.review.analysis.execution import carried_out, deeds, executed, feed, team_report
from smmkit.topics.review.analysis.rule import (
    CHANGE,
    EXECUTED,
    KEEP,
    STOP,
    TEST,
    UNTRIED,
    WAIT,
    Call,
    Case,
    ReviewRule,
    judged,
    review,
)
from smmkit.topics.review.analysis.trials import Question, Trial, chosen, trial
from smmkit.topics.review.analysis.value import (
    chance_above,
    chance_better,
    expected_loss,
    perfect_information,
    sample_information,
    spread,
    unit_loss,
)

__all__ = [
    "CHANGE",
    "Calibration",
    "Call",
    "Case",
    "EXECUTED",
    "KEEP",
    "LEAST",
    "Past",
    "Question",
    "ReviewRule",
    "STOP",
    "TEST",
    "Trial",
    "UNTRIED",
    "WAIT",
    "calibration",
    "carried_out",
    "chance_above",
    "chance_better",
    "chosen",
    "deeds",
    "executed",
    "expected_loss",
    "feed",
    "judged",
    "perfect_information",
    "review",
    "sample_information",
    "spread",
    "team_report",
    "trial",
    "unit_loss",
]
