"""Who the client's people are: segments where the data hold any, and the plain word "none" where they do not."""

from smmkit.measures.answers import answer_table, leading_answer
from smmkit.measures.buyers import BEHAVIOURS, behaviour_labels, behaviour_table, purchase_gap
from smmkit.topics.segments.analysis.apriori import audience_table
from smmkit.topics.segments.analysis.beside import shares_beside
from smmkit.topics.segments.analysis.cards import (
    Rules,
    channel_table,
    rfm_scores,
    segment_names,
    segment_rules,
    size_table,
    taste_table,
    value_table,
)
from smmkit.topics.segments.analysis.concentration import Concentration, concentration
from smmkit.topics.segments.analysis.describe import MIDDLE, Around, Cards, describe
from smmkit.topics.segments.analysis.finding import CERTAINTY, STABLE, TELLING, Structure
from smmkit.topics.segments.analysis.habits import FEWEST, HOURS, Habits, habits
from smmkit.topics.segments.analysis.reach import leaning_table, people_between, reach_table, together
from smmkit.topics.segments.analysis.settled import Approved, Settled, settle
from smmkit.topics.segments.analysis.silence import Silence, silence_of_the_best
from smmkit.topics.segments.analysis.structure import MIN_ROWS, find_structure
from smmkit.topics.segments.analysis.targets import HEADS, campaign_targets

__all__ = [
    "Approved",
    "Around",
    "FEWEST",
    "HOURS",
    "Habits",
    "habits",
    "leaning_table",
    "people_between",
    "reach_table",
    "together",
    "Settled",
    "Silence",
    "silence_of_the_best",
    "settle",
    "shares_beside",
    "Concentration",
    "concentration",
    "BEHAVIOURS",
    "CERTAINTY",
    "HEADS",
    "MIDDLE",
    "MIN_ROWS",
    "STABLE",
    "TELLING",
    "Cards",
    "Rules",
    "Structure",
    "answer_table",
    "audience_table",
    "behaviour_labels",
    "behaviour_table",
    "campaign_targets",
    "channel_table",
    "describe",
    "find_structure",
    "leading_answer",
    "purchase_gap",
    "rfm_scores",
    "segment_names",
    "segment_rules",
    "size_table",
    "taste_table",
    "value_table",
]
