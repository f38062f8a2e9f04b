"""Whose a row is: which accounts, and which names, are the client's own."""

from __future__ import annotations

import pandas as pd

from smmkit.client import Client
from smmkit.errors import RefusedFileError
from smmkit.schema import platform_name
from smmkit.sources.headers import words
from smmkit.sources.kind import Reading
from smmkit.sources.refusal import refused
from smmkit.text import N_, Message


def is_own(name: str, client: Client) -> bool:
    """Tell whether a name is the client's, or holds it as a whole (“Acme Shop”), or is held by it.

    Parameters
    ----------
    name
        As somebody wrote it.
    client
        Known by its name, its slug and the handles of its accounts.

    """
    handles = [account.handle for account in client.accounts]
    written = f" {words(name)} "
    known = [words(own) for own in (client.name, client.slug, *handles)]
    whole = {own.replace(" ", "") for own in known}
    return words(name).replace(" ", "") in whole or any(f" {own} " in written or written in f" {own} " for own in known)


def _known(client: Client, platform: str) -> tuple[set[str], set[str]]:
    """Return ids and handles (lower case) of the client's accounts on a platform."""
    accounts = [account for account in client.accounts if account.platform == platform]
    ids = {account.account_id for account in accounts if account.account_id}
    return ids, {_bare(account.handle) for account in accounts}


def own_rows(frame: pd.DataFrame, reading: Reading) -> pd.Series:
    """Tell which rows are of the client's accounts; a file in which none is, is refused."""
    if frame.empty or ("account_id" not in frame and not (reading.kind.chosen and "account_handle" in frame)):
        return pd.Series(True, index=frame.index)
    platform = str(frame["platform"].iloc[0])
    if "account_id" not in frame:
        if not (named := _own_by_name(frame["account_handle"], reading.client)).any():
            raise _of_another_account(frame, reading, platform)
        return named
    ids, handles = _known(reading.client, platform)
    own = frame["account_id"].isin(ids)
    handled = "account_handle" in frame and frame["account_handle"].notna().any()
    if handled:
        written = [name for name in frame["account_handle"].dropna().unique() if _bare(name) in handles]
        own |= frame["account_handle"].isin(written)
    unnamed = frame["account_id"].isna()
    if own.any() or unnamed.all():
        return pd.Series(own | unnamed)
    if (ids and frame["account_id"].str.isdigit().any()) or (handled and handles):
        raise _of_another_account(frame, reading, platform)
    usual = frame["account_id"].mode().iloc[0]
    said = N_(
        "No row belongs to an account named in client.toml; account {account} was taken for the client's own. "
        "Add its account_id under [[accounts]] if that is right, or remove the file."
    )
    reading.warn(Message(said, {"account": str(usual)}))
    mine: pd.Series = (frame["account_id"] == usual) | unnamed
    return mine


def _bare(handle: str) -> str:
    return handle.casefold().lstrip("@")


def _of_another_account(frame: pd.DataFrame, reading: Reading, platform: str) -> RefusedFileError:
    """Return the refusal of a file in which no row is of an account that the brief names."""
    column = "account_handle" if "account_handle" in frame and frame["account_handle"].notna().any() else "account_id"
    mine = [account for account in reading.client.accounts if account.platform == platform]
    own = [account.handle if column == "account_handle" else account.account_id or account.handle for account in mine]
    return refused(
        reading.path,
        N_(
            "Every row is of the {platform} account {found}, and client.toml names {own}: this is another account's "
            "file. Remove it, or add the account under [[accounts]] if it is the client's too."
        ),
        platform=platform_name(platform),
        found=str(frame[column].mode().iloc[0]),
        own=", ".join(own),
    )


def _own_by_name(names: pd.Series, client: Client) -> pd.Series:
    """Tell which rows are of the client's accounts by what their account is called.

    Parameters
    ----------
    names
        Handles or names of accounts; empty cells are the client's.
    client
        Whose accounts.

    Returns
    -------
    Series
        False where another account is named beside one of the client's, or nothing but handles of others; names of
        another sort (`Acme Madrid`, of which nothing says whose they are) tell nobody apart.

    """
    different = list(map(str, names.dropna().unique()))
    mine = [name for name in different if is_own(name, client)]
    if not mine and not all(_is_handle(name) for name in different):
        return pd.Series(True, index=names.index)
    return names.isna() | names.isin(mine)


def _is_handle(name: str) -> bool:
    return name.startswith("@") or (name == name.casefold() and " " not in name.strip())
