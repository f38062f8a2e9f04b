"""Keep persons out of the tables: names become keyed hashes; telephones, e-mails and profiles are masked."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from hashlib import blake2b

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from smmkit.client import Client
from smmkit.sources.cellbytes import arrow, bytes_in, cell_bytes
from smmkit.sources.secret import secret_of
from smmkit.sources.spoken import PERHAPS_SPOKEN, without_spoken
from smmkit.sources.telephones import PERHAPS_PHONE, without_phones

# What no name or address holds: blanks, quotation marks, dashes. Classes of letters would say the same, and take twenty
# times as long to compile for every column.
_NO_NAME = "\u00a0-\u00a9\u00ab-\u00b4\u00b6-\u00b9\u00bb-\u00bf\u1680\u2000-\u206f\u3000-\u3011＠"
_LABEL = rf"[^\x00-,./:-@\[-`{{-\x7f{_NO_NAME}]+"
_LETTERS = rf"[^\x00-@\[-`{{-\x7f{_NO_NAME}]{{2,}}"
_DOMAIN = rf"{_LABEL}(?:\.{_LABEL})*\.{_LETTERS}"
_EMAIL = rf"[^\x00- \"(),:;<>@\[\\\]{_NO_NAME}]+[@＠]{_DOMAIN}"
_HANDLE = rf"(^|[^0-9A-Za-z_@＠])[@＠][^\x00-\-/:-@\[-^`{{-\x7f{_NO_NAME}]{{2,30}}"
_PIECE = 1 << 17
_LONG = 10_000
# What is not seen and keeps two letters apart, so that a pattern would not know the address or number they make.
_UNSEEN = "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
_AROUND = bytes_in(b"@%&([{<")  # what stands in an address that is written out: ana(at)example.com
_LINKED = bytes_in(b"/%?")
_PART = r"[^\s\"(),:;<>@\[\]{}]+"
_AT = r"(?i:[ ]?[(\[{<][ ]?(?:at|arroba|a|@)[ ]?[)\]}>][ ]?|%40|&#0*64;|&#x40;)"
_DOT = r"(?i:\.|[ ]?[(\[{<][ ]?(?:dot|punto|ponto|\.)[ ]?[)\]}>][ ]?)"
_WRITTEN_OUT = (
    rf"{_PART}{_AT}{_LABEL}(?:{_DOT}{_LABEL})*{_DOT}{_LETTERS}"
    rf"|{_PART}[ \x{{a0}}][@＠] ?{_DOMAIN}"
    rf"|(?:{_PART}|\"[^\"\n]{{1,60}}\")@(?:\[[0-9A-Za-z.:]+\]|\d{{1,3}}(?:\.\d{{1,3}}){{3}})"
    rf"|\"[^\"\n]{{1,60}}\"@{_DOMAIN}"
    rf"|{_PART}@{_LABEL[:-1]}{{2,}} ?[.,] ?(?i:com|net|org|info|es|mx|co|cl|pe|ar|us|uk|pt|br|fr|de|it|cat|eu)\b"
)
# Without a dot behind the sign it may be “amig@s”, and more so with a picture behind it: only a machine's own name, or
# two names before it, are an address.
_PICTURES = "×÷\u20a0-\u20cf\u2190-\u2bff\ufe00-\ufe0f\U0001f000-\U0001faff"
_SIGN = rf"[^\x00-/:-@\[-`{{-\x7f{_NO_NAME}{_PICTURES}]"
_SIGN_OR_MARK = rf"[^\x00-*,/:-@\[-^`{{-\x7f{_NO_NAME}{_PICTURES}]"
_INNER = (
    rf"{_SIGN_OR_MARK}+@(?i:local(?:host|domain))\b"
    rf"|{_SIGN}+[._+-]{_SIGN_OR_MARK}*{_SIGN}@{_SIGN}(?:{_SIGN}|-){{2,}}"
)
# An address in words, ana arroba correo punto es: looked for only where one of these stands.
_SAID_DOT = "(?i: (?:punto|ponto|dot) )"
_IN_WORDS = rf"{_SIGN_OR_MARK}+ (?i:arroba|at) {_LABEL}(?: (?i:punto|ponto|dot) {_LETTERS})+"
# What a terminal obeys: control signs but tab, line feed and return, and the marks that turn the direction of writing.
_OBEYED = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\u009f\u202a-\u202e\u2066-\u2069]"
_FEWEST = 7  # digits of the shortest telephone
# What every mask needs to find anything: one search over all texts, and the masks look at the few it finds.
_SUSPECT = rf"[@＠%&(\[{{</]|\w\?\w|(?:\p{{Nd}}\P{{Nd}}*){{{_FEWEST}}}|{_SAID_DOT}|{_OBEYED}|{PERHAPS_SPOKEN}"
# First bytes, in UTF-8, of every digit and at sign that is not of ASCII: a text without them and with few digits holds
# no telephone. Accents, dashes and quotation marks begin otherwise. A script's ten digits stand together, so that every
# tenth code meets each script.
_FOREIGN = bytes_in(
    bytes({one.encode()[0] for one in map(chr, range(130, sys.maxunicode, 10)) if one.isdecimal()} | {"＠".encode()[0]})
)
_SITES = (
    r"instagram\.com|facebook\.com|fb\.com|fb\.me|m\.me|x\.com|twitter\.com|tiktok\.com|linkedin\.com|threads\.(?:net|com)"
    r"|youtube\.com|t\.me|telegram\.me|wa\.me|snapchat\.com/add|pinterest\.[a-z.]{2,6}|bsky\.app/profile|reddit\.com"
    r"|twitch\.tv|vk\.com|ig\.me/m|instagr\.am|linktr\.ee|discord\.gg"
)
_PERHAPS_PROFILE = rf"(?i)(?:{_SITES})(?:/|%2F|\?)|/@"
_PROFILE = re.compile(
    rf"(?:(?<![\w@-])|(?<=%2F))(?:https?://)?(?:[\w-]+\.)?(?:{_SITES})(?:/|%2F)(?:(?:stories|_u)/)?(@?[\w.%+-]+)"
    r"(?:[/?#][^\s<>\"')\]]*)?"
    r"|(?<![\w@.-])(?:https?://)?[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}/@([\w.-]+)(?:[/?#][^\s<>\"')\]]*)?",
    re.IGNORECASE,
)
# A person stands in the query: `instagram.com/?u=ana`. A shared address (`u=https://…`) is none.
_ASKED_FOR = re.compile(
    rf"(?<![\w@-])(?:https?://)?(?:[\w-]+\.)?(?:{_SITES})(?:/[^\s<>\"'?]{{0,200}})?\?(?:[^\s<>\"'&]{{0,200}}&){{0,9}}"
    r"(?:u|user(?:_?name|_?id)?|screen_?name|profile(?:_?id)?|handle|account|id)=(?!https?(?::|%3A))[^\s<>\"')\]]+",
    re.IGNORECASE,
)
# What follows the site where the link is to a post, a search or a group and names nobody.
_ADDRESSES = (
    "p reel reels tv stories highlights explore watch shorts playlist embed hashtag search groups events posts pages "
    "feed company school showcase status i share sharer sharer.php l.php photo photo.php story.php permalink.php "
    "videos video tag pin jobs"
)
_NO_PEOPLE = frozenset(_ADDRESSES.split())


def mask_text(texts: pd.Series, *, handles: bool = False) -> pd.Series:
    """Return texts with e-mails, telephones and links to profiles (and, if asked, @handles) replaced by a word."""
    if len(texts) >= _LONG and len(texts.iloc[:_LONG].unique()) * 2 < _LONG:  # what is told again is looked at once
        codes, distinct = pd.factorize(texts)
        clean = _mask_each(pd.Series(distinct, dtype="str"), handles=handles)
        return pd.Series(clean.array.take(codes, allow_fill=True), index=texts.index)
    return _mask_each(texts, handles=handles)


def _mask_each(texts: pd.Series, *, handles: bool) -> pd.Series:
    words = arrow(texts)
    whole = words.chunk(0) if words.num_chunks == 1 else words.combine_chunks()
    suspects = _in_pieces(whole, lambda piece: pc.fill_null(pc.match_substring_regex(piece, _SUSPECT), False))
    if not pc.any(suspects, min_count=0).as_py():
        return texts.astype("str")
    few = pc.filter(whole, suspects)
    whole = pc.replace_with_mask(whole, suspects, _in_pieces(few, partial(_masked, handles=handles)))
    return pd.Series(whole, index=texts.index, dtype="str", copy=False)


def _in_pieces(array: pa.Array, change: Callable[[pa.Array], pa.Array]) -> pa.Array:
    """Return what becomes of an array, its pieces looked at side by side."""
    if len(array) <= _PIECE:
        return change(array)
    pieces = [array.slice(k, _PIECE) for k in range(0, len(array), _PIECE)]
    with ThreadPoolExecutor(min(len(pieces), os.cpu_count() or 1)) as pool:
        return pa.concat_arrays(list(pool.map(change, pieces)))


def _masked(array: pa.Array, *, handles: bool) -> pa.Array:
    """Return texts that hold what a mask may look for with every mask applied."""
    written = cell_bytes(array)
    foreign = written.holding_any(_FOREIGN)
    at = written.holding("@", "@") | foreign
    digits = (written.counted("0", "9") >= _FEWEST) | foreign
    array = _replaced(array, _UNSEEN, "", digits | at)
    array = _replaced(array, _OBEYED, "", np.asarray(pc.match_substring_regex(array, _OBEYED)))
    array = _each(array, _PERHAPS_PROFILE, _without_profiles, written.holding_any(_LINKED))
    array = _replaced(array, _EMAIL, "[email]", at)
    array = _replaced(array, _WRITTEN_OUT, "[email]", written.holding_any(_AROUND) | foreign)
    array = _replaced(array, _INNER, "[email]", at)
    array = _replaced(array, _IN_WORDS, "[email]", np.asarray(pc.match_substring_regex(array, _SAID_DOT)))
    array = _each(array, PERHAPS_PHONE, without_phones, digits)
    array = _each(array, PERHAPS_SPOKEN, without_spoken, written.length > 0)
    return _replaced(array, _HANDLE, r"\1[user]", at) if handles else array


@lru_cache(maxsize=4096)  # a client's files have their headers in common
def mask_words(text: str) -> str:
    """Return one text, such as a header, with everything that names a person masked."""
    return str(mask_text(pd.Series([text], dtype="str"), handles=True).iloc[0])


def hash_people(names: pd.Series, client: Client) -> pd.Series:
    """Return names as hashes that are the same within a client and meaningless outside it.

    The key is made from the client's slug and the data folder's secret, or from the environment variable
    `SMMKIT_SALT` where a team shares one.
    """
    key = _salt(client.slug, secret_of(client))
    known = {name: _hashed(name, key) for name in names.dropna().unique()}
    return names.map(known).astype("str")


@lru_cache(maxsize=64)
def _salt(slug: str, secret: str) -> bytes:
    return blake2b(f"{secret}/{slug}".encode(), digest_size=32).digest()


def _hashed(name: str, key: bytes) -> str:
    return blake2b(name.strip().casefold().encode(), key=key, digest_size=8).hexdigest()


def _without_profiles(text: str) -> str:
    def masked(found: re.Match[str]) -> str:
        name = (found[1] or "").casefold().partition("%2f")[0]
        return found[0] if name in _NO_PEOPLE else "[profile]"

    return _PROFILE.sub(masked, _ASKED_FOR.sub("[profile]", text))


def _each(array: pa.Array, pattern: str, change: object, suspects: np.ndarray) -> pa.Array:
    """Change the few texts that a pattern finds among the suspects, one by one."""
    hit = _hits(array, pattern, suspects)
    if hit is None:
        return array
    mended = pa.array([change(text) for text in pc.filter(array, hit).to_pylist()], type=array.type)  # type: ignore[operator]
    return pc.replace_with_mask(array, hit, mended)


def _replaced(array: pa.Array, pattern: str, replacement: str, suspects: np.ndarray) -> pa.Array:
    """Replace a pattern in the few texts that have it, all of them among the suspects."""
    hit = _hits(array, pattern, suspects)
    if hit is None:
        return array
    mended = pc.replace_substring_regex(pc.filter(array, hit), pattern, replacement)
    return pc.replace_with_mask(array, hit, mended)


def _hits(array: pa.Array, pattern: str, suspects: np.ndarray) -> np.ndarray | None:
    """Return which texts hold a pattern; None if none does."""
    if not suspects.any():
        return None
    found = pc.match_substring_regex(pc.filter(array, suspects), pattern)
    if not pc.any(found, min_count=0).as_py():
        return None
    hit = suspects.copy()
    hit[suspects] = pc.fill_null(found, False)
    return hit
