"""Invented exports that carry, one by one, the oddities of the real ones; none of their contents is anybody's."""

from __future__ import annotations

from twins import meta
from twins.insights import INSIGHTS_TWINS
from twins.record import Twin

try:
    from twins.others import OTHER_TWINS
except ImportError:
    OTHER_TWINS = ()

META_TWINS: tuple[Twin, ...] = (*meta.META_TWINS, *INSIGHTS_TWINS)
TWINS: tuple[Twin, ...] = (*META_TWINS, *OTHER_TWINS)
