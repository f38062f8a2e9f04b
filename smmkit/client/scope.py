"""What a measure counts: networks, formats, web channels, paid or not."""

from __future__ import annotations

from typing import Literal

from smmkit.client.fields import Format, Phrases, Platform
from smmkit.client.record import Record


class WrittenScope(Record):
    """A part of what happened; what is left open counts whole."""

    platforms: tuple[Platform, ...] = ()
    """Networks; all where none is named."""
    formats: tuple[Format, ...] = ()
    """Formats of posts; all where none is named."""
    channels: Phrases = ()
    """Channels of the web, as Google Analytics calls them, such as Organic Social; all where none is named."""
    paid: Literal["organic", "paid"] | None = None
    """Only what was not paid for, or only what was."""
