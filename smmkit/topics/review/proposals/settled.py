"""What the review would propose and somebody has decided on already: it stands, or it was refused; it is no news."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from smmkit.ledger import Item
from smmkit.plan import Plan
from smmkit.plan.review import settled_by
from smmkit.text import N_, Message, Scalar

_STANDS = N_("Approved on {decided_on:date}: {inner:sentence}")
_REFUSED = N_("Refused on {decided_on:date} by {decided_by:word}: {what}")
_REASON = N_("Refused on {decided_on:date} by {decided_by:word}, for this reason: {reason}. It was: {what}")


def settled_said(
    items: Iterable[Item], plan: Plan, roles: Mapping[str, str]
) -> tuple[tuple[tuple[Message, str], ...], tuple[tuple[Message, str], ...]]:
    """Return what stands since an earlier month and what was refused, each a sentence and the id of the decision.

    Parameters
    ----------
    items
        What the review proposes.
    plan
        What was decided.
    roles
        What the client calls its roles.

    """
    stands, refused = [], []
    for item in items:
        entry = settled_by(item, plan)
        if entry is None or entry.on is None:
            continue
        by = roles.get(str(entry.by), str(entry.by))
        told: dict[str, Scalar] = {"decided_on": str(entry.on), "decided_by": by}
        if entry.status == "approved":
            stands.append((Message(_STANDS, {**item.title.values, **told, "inner": item.title.key}), entry.id))
            continue
        told["what"] = entry.title or entry.id
        noted = {"reason": entry.note.rstrip(". ")} if entry.note else {}
        refused.append((Message(_REASON if noted else _REFUSED, {**told, **noted}), entry.id))
    return tuple(stands), tuple(refused)
