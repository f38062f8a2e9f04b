"""How levels of knowledge are called, as catalogue keys."""

from __future__ import annotations

from smmkit.text import N_

LEVELS = {
    "L3": N_("carry-over and saturation from a year of weeks"),
    "L2": N_("cost per result from the weeks with spend"),
    "L1": N_("judged by the team"),
}
