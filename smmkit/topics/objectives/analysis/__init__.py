"""Which part social media carries, which target to offer, whether it could be seen, and what would have to be true."""

from smmkit.topics.objectives.analysis.board import board_series
from smmkit.topics.objectives.analysis.carried import Carried, carried_by_social, shares
from smmkit.topics.objectives.analysis.design import LotTest, design
from smmkit.topics.objectives.analysis.levers import Lever, lever_values, levers_to, lmdi
from smmkit.topics.objectives.analysis.offers import Offer, offers, readable
from smmkit.topics.objectives.analysis.power import (
    Detectable,
    detectable,
)
from smmkit.topics.objectives.analysis.smart import Letter, smart

__all__ = [
    "Carried",
    "LotTest",
    "Detectable",
    "Letter",
    "Lever",
    "Offer",
    "board_series",
    "carried_by_social",
    "design",
    "detectable",
    "lever_values",
    "levers_to",
    "lmdi",
    "offers",
    "readable",
    "shares",
    "smart",
]
