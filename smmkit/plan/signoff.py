"""The file a signed sheet makes: which proposals a client approved or refused, and on what evidence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import ValidationError

from smmkit.client.record import Record
from smmkit.client.written import unseen_left_out
from smmkit.errors import ConfigError
from smmkit.ledger.ledger import Ledger
from smmkit.plan.decide import terms
from smmkit.plan.stale import unreasoned
from smmkit.text import N_, Message, Text

_LARGEST = 1_000_000  # bytes
_CHOICES = {"approved": N_("yes"), "rejected": N_("no")}
_CALLED = N_("“{title}” ({id})")
_GONE = N_(
    "{role:word} said {choice:word} to {what} on {day:date}: this month proposes it no longer, so nothing of it was "
    "written."
)
_EVIDENCE = N_(
    "{role:word} said {choice:word} to {what} on {day:date}: its evidence has changed since the sheet was made, so "
    "nothing of it was written. It now reads “{now}”."
)
_OTHERWISE = N_(
    "{role:word} said {choice:word} to {what} on {day:date}: it now reads “{now}”, so nothing of it was written."
)
_UNTOLD = N_(
    "{role:word} said {choice:word} to {what} on {day:date}, on a sheet that does not tell its amount or its days: it "
    "now reads “{now}”, so nothing of it was written."
)


class SignedAnswer(Record):
    """The answer to one proposal."""

    id: str
    """The proposal."""
    fingerprint: str = ""
    """Hash of the evidence it rested on when the sheet was made."""
    terms: str = ""
    """Hash of its amount, days and choice; empty on a sheet of an earlier version."""
    said: str = ""
    """Its sentence, as it was signed."""
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
        found = SignOff.model_validate(unseen_left_out(json.loads(path.read_text(encoding="utf-8"))))
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


def held(
    found: SignOff, ledger: Ledger, text: Text, *, on: date
) -> tuple[tuple[SignedAnswer, ...], tuple[Message, ...]]:
    """Part the answers to what stands as it was signed from those to what has changed since.

    Parameters
    ----------
    found
        The sheet as it came back.
    ledger
        What the month proposes today.
    text
        Writes what is proposed today.
    on
        The day of the answers.

    Returns
    -------
    tuple
        The answers that hold; and for each other one a sentence: what was signed, and what changed.

    """
    told = {answer.id: _changed(answer, ledger) for answer in found.answers}
    said = tuple(_said(one, key, found.by, ledger, text, on) for one in found.answers if (key := told[one.id]))
    return tuple(answer for answer in found.answers if not told[answer.id]), said


def _changed(answer: SignedAnswer, ledger: Ledger) -> str:
    """Return the sentence that says what changed of a proposal since it was signed; empty where it stands."""
    item = ledger.get(answer.id)
    if item is None:
        return _GONE
    bare = unreasoned(item, ledger)
    if answer.fingerprint not in (ledger.fingerprint(item), bare.fingerprint(bare[item.id])):
        return _EVIDENCE
    if answer.terms == (now := terms(item)):
        return ""
    # A sheet of an earlier version tells no terms. What then rested on nothing is known by its own number or words.
    alone = not bare[item.id].because and answer.fingerprint == bare.fingerprint(bare[item.id])
    return "" if not answer.terms and (not now or alone) else _OTHERWISE if answer.terms else _UNTOLD


def _said(answer: SignedAnswer, key: str, role: str, ledger: Ledger, text: Text, on: date) -> Message:
    item = ledger.get(answer.id)
    now = "" if item is None else text(item.title).rstrip(".")
    what = text(_CALLED, title=answer.said.rstrip("."), id=answer.id) if answer.said else answer.id
    values = {"role": role, "choice": _CHOICES[answer.choice], "what": what, "now": now, "day": on.isoformat()}
    return Message(key, values)
