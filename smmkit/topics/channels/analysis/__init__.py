"""The sums of notebook 05: networks, openings, tools, changes, partners, creators, rules."""

from smmkit.measures.posts import MONTHS
from smmkit.topics.channels.analysis.changes import PlatformChange, drift, explained, gone_files, news, retired
from smmkit.topics.channels.analysis.creators import Creator, Flag, creators, shortlist
from smmkit.topics.channels.analysis.law import with_age
from smmkit.topics.channels.analysis.networks import Networks, networks
from smmkit.topics.channels.analysis.openings import Opening, openings
from smmkit.topics.channels.analysis.own_cost import OwnCost, own_cost
from smmkit.topics.channels.analysis.partners import Partner, partners, to_approach
from smmkit.topics.channels.analysis.standing import Standing, standing
from smmkit.topics.channels.analysis.tools import Cover, Tools, needed_jobs, tools

__all__ = [
    "MONTHS",
    "PlatformChange",
    "Cover",
    "Creator",
    "Flag",
    "Networks",
    "Opening",
    "OwnCost",
    "Partner",
    "Standing",
    "Tools",
    "creators",
    "drift",
    "explained",
    "gone_files",
    "needed_jobs",
    "networks",
    "news",
    "openings",
    "own_cost",
    "partners",
    "retired",
    "shortlist",
    "standing",
    "to_approach",
    "tools",
    "with_age",
]
