"""What an objective counts, as the measures know it."""

from __future__ import annotations

from smmkit.client.scope import WrittenScope
from smmkit.measures.scopes import Scope


def measured(scope: WrittenScope) -> Scope:
    """Return the scope of a brief or a plan as the measures know it."""
    paid = None if scope.paid is None else scope.paid == "paid"
    return Scope(networks=scope.platforms, formats=scope.formats, channels=scope.channels, paid=paid)
