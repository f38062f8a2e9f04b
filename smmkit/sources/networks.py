"""Whether a Meta export is about Facebook or Instagram, when only its title may say so."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.text import N_, Message

NETWORKS = ("facebook", "instagram")
SHORT = {"ig": "instagram", "insta": "instagram", "fb": "facebook"}  # what people call their files
UNKNOWN = "meta"


def network_of(titles: Sequence[str], reading: Reading) -> str:
    """Return the network of a table by its own title, the file's other titles, the file's name or the brief.

    Parameters
    ----------
    titles
        The table's own title first, then those of the other tables of the file.
    reading
        Takes a warning where the network had to be inferred, or could not be.

    Returns
    -------
    str
        `facebook`, `instagram`, or `meta` if nothing tells.

    """
    title = titles[0] if titles else ""
    if own := named(title):
        return own
    others = {name for name in map(named, titles[1:]) if name}
    if len(others) == 1 and not _both(title):
        other = others.pop()
        network = next(name for name in NETWORKS if name != other)
        said = N_("The table “{title}” names no network; the other table of the file is {other}, so this is {network}.")
        reading.warn(Message(said, {"title": title, "other": other, "network": network}))
        return network
    if in_name := named(reading.path):
        return in_name
    if _both(title) or _both(reading.path):
        said = N_(
            "The file is named after both Facebook and Instagram, so it does not say whose numbers these are. "
            "Export each network on its own, with the network's name in the file's name."
        )
        reading.ask(Message(said))
        return UNKNOWN
    mine = {account.platform for account in reading.client.accounts if account.platform in NETWORKS}
    if len(mine) == 1:
        return mine.pop()
    said = N_(
        "The table “{title}” does not say whether it is about Facebook or Instagram, so it counts for neither. "
        "Put the network's name into the file's name."
    )
    reading.warn(Message(said, {"title": title or PurePath(reading.path).stem}))
    return UNKNOWN


def named(title: str) -> str | None:
    """Return the one network a title names; None if it names none, or both."""
    found = _found(title)
    return found.pop() if len(found) == 1 else None


def _both(title: str) -> bool:
    return len(_found(title)) > 1


def _found(title: str) -> set[str]:
    plain = [SHORT.get(word, word) for word in words(title).split()]
    return {network for network in NETWORKS if network in plain}
