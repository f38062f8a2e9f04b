"""Who is compared with whom, as the brief has it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from smmkit.client import Client


@dataclass(frozen=True)
class Scope:
    """The brands and accounts of a market.

    Parameters
    ----------
    own
        Name of the client.
    rivals
        Names of its rivals.
    accounts
        The client's handle per platform; the first one where it has several.
    coverage
        Platforms of each rival.

    """

    own: str
    rivals: tuple[str, ...]
    accounts: Mapping[str, str]
    coverage: Mapping[str, tuple[str, ...]]

    @property
    def brands(self) -> tuple[str, ...]:
        """The client first, then its rivals."""
        return (self.own, *self.rivals)


def scope_of(client: Client) -> Scope:
    """Return the brands and accounts a client's brief names."""
    accounts: dict[str, str] = {}
    for account in client.accounts:
        accounts.setdefault(account.platform, account.handle)
    coverage = {rival.name: tuple(rival.handles) for rival in client.competitors}
    return Scope(client.name, tuple(coverage), accounts, coverage)
