"""Steps that several kinds share: grain, own or joint posts, interactions, the witness of the ids."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from hashlib import blake2b

import numpy as np
import pandas as pd

from smmkit.client import Client
from smmkit.sources import cells
from smmkit.sources.cellbytes import repeated
from smmkit.sources.headers import words
from smmkit.sources.kind import Reading, Step
from smmkit.sources.own_accounts import own_rows
from smmkit.sources.privacy import hash_people, mask_text
from smmkit.text import N_, Message, Scalar

_LIFETIME = frozenset({"lifetime", "total", "vitalicio", "totale", "gesamte laufzeit"})
PARTS = ("reactions", "likes", "comments", "shares", "saves")
_LAST_OF_URL = r"/(?:p|reel|tv|posts|videos|status)/([\w-]+)/?(?:\?.*)?$"
_SAMPLE = 2000
_SAME_HOUR = 60 * 60
_SEVERAL = 2


def grain_from_period(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Tell lifetime rows from daily ones by the period column (`_period`: Lifetime, Total or a day)."""
    if "_period" not in frame:
        return frame.assign(grain="lifetime", day=pd.Series(pd.NaT, index=frame.index, dtype="datetime64[us]"))
    period = frame["_period"]
    named = [cell for cell in period.dropna().unique() if not any(map(str.isdigit, cell))]
    if len(named) > 1:  # one word throughout is what another language calls it
        named = [cell for cell in named if words(cell) in _LIFETIME]
    lifetime = period.isna() | period.isin(named)
    days = cells.parse_times(period[~lifetime], ("%m/%d/%Y",), zone=None).values
    frame = frame.assign(grain=one_of(["day", "lifetime"], lifetime), day=cells.spread(days, ~lifetime))
    unreadable = ~lifetime & frame["day"].isna()
    return reading.drop(frame, unreadable, Message(N_("The period is neither “Lifetime” nor a day.")))


def add_interactions(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Add up what people did: reactions (or likes), comments, shares, saves; a part not reported stays out.

    Where a part is told and cannot be read, nobody knows the sum.

    `interactions_parts` says which parts were reported; a post without any has no interactions, not zero.
    """
    parts = [part for part in PARTS if part in frame]
    if "reactions" in parts and "likes" in parts:
        parts.remove("likes")
    if not parts:
        return frame
    total, codes = np.zeros(len(frame), dtype=np.int64), np.zeros(len(frame), dtype=np.uint8)
    for place, part in enumerate(parts):
        total += frame[part].to_numpy(dtype=np.int64, na_value=0)
        codes |= frame[part].notna().to_numpy().view(np.uint8) << np.uint8(place)
    codes[reading.lacks(frame, parts).to_numpy()] = 0
    names = ["+".join(part for place, part in enumerate(parts) if code >> place & 1) for code in range(2 ** len(parts))]
    return frame.assign(
        interactions=pd.Series(pd.arrays.IntegerArray(total, codes == 0), index=frame.index, copy=False),
        interactions_parts=one_of([None, *names[1:]], pd.Series(codes, index=frame.index, copy=False)),
    )


def says_whose(*own: str, said: str) -> Step:
    """Return a step that says so where no header but the spend's speaks for the network: none of its own is there."""

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        if not reading.match.captured and not set(own) & set(reading.match.columns):
            reading.warn(Message(said, {"column": reading.header_of("spend")}))
        return frame

    return step


def one_of(words_: Sequence[str | None], places: pd.Series) -> pd.Series:
    """Return, for each row, the word at its place in a short list."""
    chosen = places.astype("int64").to_numpy()
    word = words_[chosen[0]] if len(chosen) else None
    if word is not None and (chosen == chosen[0]).all():
        return repeated(word, places.index)
    return pd.Series(pd.array(words_, dtype="str").take(chosen), index=places.index, copy=False)


def check_reported(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Compare the platform's own sum of reactions, comments and shares with its parts."""
    needed = ["interactions_reported", "reactions", "comments", "shares"]
    if not set(needed) <= set(frame.columns):
        return frame
    whole = frame[needed].dropna()
    off = whole["interactions_reported"] != whole[needed[1:]].sum(axis=1)
    reading.check(
        "interactions",
        not off.any(),
        Message(
            N_("Reactions, comments and shares add up to the platform's sum in {right:number} of {rows:number} rows."),
            {"right": int((~off).sum()), "rows": len(whole)},
        ),
    )
    return frame


def mark_own(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Flag rows of other accounts (joint posts); their account's name is hashed."""
    own = own_rows(frame, reading)
    frame = frame.assign(is_own=own.astype("boolean"))
    if not own.all():
        reading.warn(
            Message(
                N_("Rows of other accounts (joint posts), kept but not counted as own posts: {count:number}."),
                {"count": int((~own).sum())},
            )
        )
        if "account_handle" in frame:
            frame["account_handle"] = frame["account_handle"].mask(
                ~own, hash_people(frame["account_handle"].where(~own), reading.client)
            )
    return frame


def check_ids(instants: Callable[[pd.Series], pd.Series], column: str) -> Step:
    """Return a step that compares the exported times with the instants the platform's ids hold."""

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        if column not in frame or "published_at" not in frame:
            return frame
        every = max(1, len(frame) // _SAMPLE)
        sample = frame[[column, "published_at"]].iloc[::every]
        truth = instants(sample[column])
        gap = (sample["published_at"] - truth).dropna().dt.total_seconds()
        if gap.empty:
            return frame
        off = gap[gap.abs() > _SAME_HOUR]
        near, hours = len(gap) - len(off), round(float(off.median()) / 3600, 1) if len(off) else 0.0
        values: dict[str, Scalar] = {"near": near, "rows": len(gap), "hours": hours, "zone": reading.zone.name}
        agrees = near >= 0.9 * len(gap)
        said = (
            N_("{near:number} of {rows:number} times agree within the hour with the moment in the post's id ({zone}).")
            if agrees
            else N_(
                "Only {near:number} of {rows:number} times agree with the moment in the post's id; the others, read "
                "as {zone}, are {hours:number1} hours off. Do not trust posting hours from this file."
            )
        )
        reading.check("timezone", agrees, Message(said, values))
        return frame

    return step


def masked(*columns: str, handles: bool = False) -> Step:
    """Return a step that masks phone numbers and e-mails (and, if asked, @handles) in text columns."""

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        present = [column for column in columns if column in frame]
        reading.masked.update(present)
        return frame.assign(**{column: mask_text(frame[column], handles=handles) for column in present})

    return step


def identified(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take the id from the address where it is missing; leave out rows that have neither."""
    nameless = frame["post_id"].isna()
    if "url" in frame and nameless.any():
        code = frame.loc[nameless, "url"].str.extract(_LAST_OF_URL)[0]
        frame = frame.assign(post_id=frame["post_id"].fillna(code).astype("str"))
    why = Message(N_("They have no post id: the platform could not say which post they are about."))
    return reading.drop(frame, frame["post_id"].isna(), why)


def minute_precision(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Say that the times are exact to the minute, unless a spreadsheet has cut off all their hours."""
    if "published_at" in frame and reading.zone.name:
        local = frame["published_at"].dropna().dt.tz_convert(reading.zone.name)
        if len(local) >= _SEVERAL and _at_midnight(local.iloc[:_SAMPLE]) and _at_midnight(local):
            said = N_("The times hold no hour: a spreadsheet cut it off. This file says nothing about posting hours.")
            reading.warn(Message(said))
            return frame.assign(published_precision="day")
    return frame.assign(published_precision="minute")


def _at_midnight(local: pd.Series) -> bool:
    return bool((local == local.dt.normalize()).all())


def account_of(client: Client, platform: str) -> str | None:
    """Return the id (or handle) of the client's one account on a platform, for exports that name no account."""
    accounts = [account for account in client.accounts if account.platform == platform]
    return (accounts[0].account_id or accounts[0].handle) if len(accounts) == 1 else None


def id_from_url(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
    """Take a post's address for its id where the file has none; where there is no address either, moment and text."""
    known = frame["post_id"] if "post_id" in frame else pd.Series(pd.NA, index=frame.index, dtype="str")
    if "url" in frame:
        said = N_("Posts without an id, named by their address instead: {count:number}.")
        known = _named(known, frame["url"], said, reading)
    if {"published_at", "text"} <= set(frame.columns):
        told = frame["platform"].astype("str") + frame["published_at"].astype("str") + frame["text"].fillna("")
        hashed = told.where(frame["published_at"].notna()).map(_hash, na_action="ignore").astype("str")
        said = N_("Posts without id and address, named by their moment and text instead: {count:number}.")
        known = _named(known, hashed, said, reading)
    return frame.assign(post_id=known.astype("str"))


def named_by_words(column: str, *parts: str) -> Step:
    """Return a step that names messages nobody numbered by their moment, place and text; repeats stay apart."""

    def step(frame: pd.DataFrame, reading: Reading) -> pd.DataFrame:
        known = frame[column] if column in frame else pd.Series(pd.NA, index=frame.index, dtype="str")
        address = known.str.contains("/", regex=False).fillna(False).astype(bool)  # it may name who wrote
        if address.any():
            known = known.mask(address, known[address].map(_hash)).astype("str")
        if known.notna().all():
            return frame.assign(**{column: known})
        told = reduce(
            lambda left, right: left + "\n" + right,
            [frame[part].astype("str").fillna("") for part in parts if part in frame],
        )
        again = told.groupby(told).cumcount().astype("str")
        said = N_("Messages without an id, named by their moment and text instead: {count:number}.")
        return frame.assign(**{column: _named(known, (told + "\n" + again).map(_hash).astype("str"), said, reading)})

    return step


def _named(known: pd.Series, instead: pd.Series, said: str, reading: Reading) -> pd.Series:
    """Fill the ids that are missing, and say how many there were."""
    filled = int((known.isna() & instead.notna()).sum())
    if filled:
        reading.warn(Message(said, {"count": filled}))
    return known.fillna(instead)


def _hash(text: str) -> str:
    return blake2b(text.encode(), digest_size=8).hexdigest()
