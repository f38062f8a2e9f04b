"""Notebook 06: what a result costs, which split is proposed, and whether the month keeps to its plan."""

from smmkit.topics.budget.proposals.evidence import campaign_items, gain_item, identified, pace_items, return_items
from smmkit.topics.budget.proposals.judgement import line_judgements, moves_money, split_judgement
from smmkit.topics.budget.proposals.kept import below_items, bounds_message, short_items, spend_item
from smmkit.topics.budget.proposals.known import known_items, silent_items
from smmkit.topics.budget.proposals.limits import budget_rules, limit_items, limits_message
from smmkit.topics.budget.proposals.lines import (
    approved_amounts,
    budget_items,
    line_items,
    plan_parts,
    proposed_amounts,
    seen_elsewhere,
)
from smmkit.topics.budget.proposals.mix import HALF, mix_items, mix_weight, no_mix_message
from smmkit.topics.budget.proposals.sentences import (
    currency_message,
    money_items,
    next_money_message,
    no_curve_message,
    other_money_items,
    result_message,
    target_message,
    verdict_message,
)
from smmkit.topics.budget.proposals.trials import line_trials

__all__ = [
    "approved_amounts",
    "HALF",
    "below_items",
    "bounds_message",
    "budget_items",
    "budget_rules",
    "campaign_items",
    "currency_message",
    "gain_item",
    "identified",
    "known_items",
    "limit_items",
    "limits_message",
    "line_items",
    "line_judgements",
    "line_trials",
    "mix_items",
    "mix_weight",
    "money_items",
    "moves_money",
    "next_money_message",
    "no_mix_message",
    "no_curve_message",
    "other_money_items",
    "pace_items",
    "plan_parts",
    "proposed_amounts",
    "result_message",
    "return_items",
    "seen_elsewhere",
    "short_items",
    "silent_items",
    "spend_item",
    "split_judgement",
    "target_message",
    "verdict_message",
]
