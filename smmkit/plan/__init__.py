"""The approved plan: what was decided, by whom, on which evidence, and whether it still holds."""

from smmkit.plan.decide import Decision, approve, reject
from smmkit.plan.load import PLAN_FILE, SCHEMA_FILE, load_plan, parse_plan, plan_schema
from smmkit.plan.model import ARRAYS, Entry, Evidence, Plan
from smmkit.plan.stale import Change, Why, stale_entries

__all__ = [
    "ARRAYS",
    "PLAN_FILE",
    "SCHEMA_FILE",
    "Change",
    "Decision",
    "Entry",
    "Evidence",
    "Plan",
    "Why",
    "approve",
    "load_plan",
    "parse_plan",
    "plan_schema",
    "reject",
    "stale_entries",
]
