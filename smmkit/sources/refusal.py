"""Refuse a file in one sentence, in English for a terminal and as a message for every language."""

from __future__ import annotations

from smmkit.errors import RefusedFileError
from smmkit.text import Message, Scalar, Text


def refused(name: str, key: str, **values: Scalar) -> RefusedFileError:
    """Return the error that refuses a file.

    Parameters
    ----------
    name
        What to call the file.
    key
        Message key: what was found and what to do.
    values
        What fills the message's placeholders.

    """
    message = Message(key, values)
    said = Text("en")(message)
    return RefusedFileError(f"{name}: {said[0].lower()}{said[1:]}", message)
