"""The sums of notebook 08: answers, load, habits, complaints, silence, tastes, pillars, posture, drills."""

from smmkit.measures.people import Pillars, pillars
from smmkit.topics.community.analysis.answers import Answers, answers
from smmkit.topics.community.analysis.complaints import (
    Iceberg,
    Ladder,
    cause_table,
    complaining,
    cost_of_silence,
    iceberg,
    ladder,
    leaving,
    margin_of_a_customer,
)
from smmkit.topics.community.analysis.drill import Drilled, drilled
from smmkit.topics.community.analysis.load import Backlog, Cover, backlog, cover
from smmkit.topics.community.analysis.needs import Answer, answers_to
from smmkit.topics.community.analysis.posture import posture
from smmkit.topics.community.analysis.questions import Question, most_put, questions_once
from smmkit.topics.community.analysis.replies import Sameness, habit_table, sameness
from smmkit.topics.community.analysis.tastes import register, tagged_messages

__all__ = [
    "Answer",
    "Answers",
    "Backlog",
    "Cover",
    "Drilled",
    "Iceberg",
    "Ladder",
    "Pillars",
    "Question",
    "Sameness",
    "answers",
    "answers_to",
    "backlog",
    "cause_table",
    "complaining",
    "cost_of_silence",
    "cover",
    "drilled",
    "habit_table",
    "iceberg",
    "ladder",
    "leaving",
    "margin_of_a_customer",
    "most_put",
    "pillars",
    "posture",
    "questions_once",
    "register",
    "sameness",
    "tagged_messages",
]
