"""Notebook 00: what the data can carry, what the month before left, what to collect next."""

from smmkit.topics.brief.proposals.data import NEEDS, alarm_items, alarm_said, brief_items, setting_items
from smmkit.topics.brief.proposals.last import last_items, last_said

__all__ = ["NEEDS", "alarm_items", "alarm_said", "brief_items", "last_items", "last_said", "setting_items"]
