"""The file a signed sheet makes: which proposals a client approved or refused, and on what evidence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from smmkit.client.record import Record
from smmkit.errors import ConfigError, DataError
from smmkit.ledger.ledger import Ledger

_LARGEST = 1_000_000  # bytes


class SignedAnswer(Record):
    """The answer to one proposal."""

    id: str
    """The proposal."""
    fingerprint: str = ""
    """Hash of the evidence it rested on when the sheet was made."""
    choice: Literal["approved", "rejected"]
    """Yes or no."""
    note: str = ""
    """A word of the client's."""


class SignOff(Record):
    """A sheet as it came back."""

    client: str
    """Whose sheet."""
    period: str
    """Of which month."""
    by: str
    """The role that answered."""
    on: str = ""
    """The day, as written; empty counts as today."""
    answers: tuple[SignedAnswer, ...]
    """What was ticked."""

    @property
    def day(self) -> date | None:
        """The day of the answer; None where none, or no real one, was written."""
        try:
            return date.fromisoformat(self.on)
        except ValueError:
            return None


def load_signoff(path: Path, *, client: str, period: str) -> SignOff:
    """Read a signed sheet.

    Parameters
    ----------
    path
        The file the sheet made.
    client, period
        Whose month is being decided on: another's sheet is refused.

    Raises
    ------
    ConfigError
        If the file is no such sheet, or another client's or month's.

    """
    name = path.name
    try:
        if path.stat().st_size > _LARGEST:
            raise ConfigError(f"{name} is too large for a signed sheet. Save the sheet again and use that file.")
        found = SignOff.model_validate(json.loads(path.read_text(encoding="utf-8")))
    except OSError as error:
        raise ConfigError(f"{name} cannot be read ({error.strerror}). Check where the file was saved.") from None
    except (ValueError, ValidationError, RecursionError):
        raise ConfigError(f"{name} is no signed sheet. Open signoff.html, tick, and save it again.") from None
    if (found.client, found.period) != (client, period):
        raise ConfigError(
            f"{name} belongs to {found.client}, {found.period}, not to {client}, {period}. Name that client and month."
        )
    ids = [answer.id for answer in found.answers]
    twice = next((id for place, id in enumerate(ids) if id in ids[:place]), None)
    if twice is not None:
        raise ConfigError(f"{name} answers {twice} twice. Open signoff.html, tick, and save it again.")
    if not found.answers:
        raise ConfigError(f"{name} holds no answer. Tick yes or no in signoff.html and save it again.")
    return found


def check_evidence(found: SignOff, ledger: Ledger) -> None:
    """Refuse answers to a proposal whose evidence is no longer what the client saw.

    Raises
    ------
    DataError
        Names the first such proposal.

    """
    for answer in found.answers:
        item = ledger.get(answer.id)
        if item is None:
            raise DataError(f"{answer.id}: this month proposes it no longer. Send the client the new signoff.html.")
        if ledger.fingerprint(item) != answer.fingerprint:
            raise DataError(
                f"{answer.id}: its evidence has changed since the sheet was made. Send the client the new signoff.html."
            )
