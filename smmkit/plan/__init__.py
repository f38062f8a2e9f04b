"""The approved plan: what was decided, by whom, on which evidence, and whether it still holds."""

from smmkit.ledger.kinds import ARRAYS
from smmkit.plan.change import Decision
from smmkit.plan.crisis import Crisis, Hours, Severity
from smmkit.plan.decide import approve, comment, decidable, reject
from smmkit.plan.entries import BudgetLine, Entry, Evidence, Guardrail, Objective
from smmkit.plan.load import PLAN_FILE, SCHEMA_FILE, load_plan, parse_plan, plan_schema
from smmkit.plan.model import Plan
from smmkit.plan.moved import Why
from smmkit.plan.policies import CalendarPolicy, Review
from smmkit.plan.promise import promise_of
from smmkit.plan.stale import Change, acts_otherwise, as_measured, stale_entries, status_of

__all__ = [
    "ARRAYS",
    "BudgetLine",
    "CalendarPolicy",
    "Change",
    "Crisis",
    "Decision",
    "Entry",
    "Evidence",
    "Guardrail",
    "Hours",
    "Objective",
    "PLAN_FILE",
    "Plan",
    "Review",
    "SCHEMA_FILE",
    "Severity",
    "Why",
    "acts_otherwise",
    "as_measured",
    "approve",
    "comment",
    "decidable",
    "load_plan",
    "parse_plan",
    "plan_schema",
    "promise_of",
    "reject",
    "stale_entries",
    "status_of",
]
