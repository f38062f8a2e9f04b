"""Who said yes to what: an approval covers the content it saw, and falls when the content changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from smmkit.files import digest
from smmkit.schema.tables.calendar import POST_STATES
from smmkit.text import N_

CONTENT = ("copy", "asset", "link", "network")
"""What an approval covers; a day or an hour may move without asking again."""
APPROVED = {"internal_ok": "internal_ok", "client_ok": "client_ok", "scheduled": "client_ok"}
"""States that stand on an approval, and which."""
RECORD = ("by", "on", "hash")
FALLS_TO = "draft"
CHANGED = N_("Changed since it was approved: text, asset, link or network are not what was seen. Ask again.")
UNRECORDED = N_("Nobody has recorded who approved this, or what was seen.")


@dataclass(frozen=True)
class PostState:
    """The state of a post that holds, and why it is not the one written down."""

    state: str
    note: str = ""


def content_hash(post: Mapping[Any, Any]) -> str:
    """Return the hash of what an approval covers: text, asset, link and network."""
    return digest("\x1f".join(_text(post.get(name)) for name in CONTENT).encode())


def approval_columns(step: str) -> tuple[str, ...]:
    """Return the columns of `calendar.csv` that hold an approval: role, day and hash of the content."""
    return tuple(f"{step}_{name}" for name in RECORD)


def approved(post: Mapping[Any, Any], step: str, *, role: str, on: date) -> dict[str, str]:
    """Return the cells that record an approval of a post as it is now.

    Parameters
    ----------
    post
        The post's row.
    step
        `internal_ok` or `client_ok`.
    role
        Who says yes: a role, never a person.
    on
        The day.

    """
    said = zip(approval_columns(step), (role, str(on), content_hash(post)), strict=True)
    return {"state": step, **dict(said)}


def approval_of(post: Mapping[Any, Any]) -> PostState:
    """Return the state that holds: a post edited after its approval is a draft again."""
    state = _text(post.get("state")) or POST_STATES[0]
    step = APPROVED.get(state)
    if step is None:
        return PostState(state)
    recorded = _text(post.get(f"{step}_hash"))
    if not recorded:
        return PostState(state, UNRECORDED)
    if recorded != content_hash(post):
        return PostState(FALLS_TO, CHANGED)
    return PostState(state)


def asks_client(post: Mapping[Any, Any]) -> bool:
    """Say whether a post waits for the client's yes: it has a text, and the house's yes or one that does not hold.

    A draft is the team's still, unless it was approved once and changed since. This is what approval pages ask, and
    the number the report and the week's page tell.
    """
    found = approval_of(post)
    return bool(_text(post.get("copy"))) and (found.state == "internal_ok" or bool(found.note))


def _text(value: Any) -> str:
    return "" if value is None or bool(pd.isna(value)) else str(value).strip()
