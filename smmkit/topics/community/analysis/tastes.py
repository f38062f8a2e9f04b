"""What people like, ask and complain about, in their own words, counted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtr

from smmkit import schema
from smmkit.dated import local_days
from smmkit.measures.coverage import told_days
from smmkit.measures.mentions import own_mentions
from smmkit.stats import SAID, holm
from smmkit.stats.intervals import wilson
from smmkit.topics.community.analysis.phrasing import name_of, shared_runs, written

# A group smaller than this could point at a person, and says little.
LEAST = 10
# A change over time compares three months with three, each told of for four weeks or more.
QUARTER = pd.Timedelta(days=91)
LEAST_DAYS = 28
# How far a phrase must stand out among its kind (standard deviations of the log odds).
STANDS_OUT = 1.96
LONGEST = 4
SHOWN = 8
# Which part of the messages must be coded alike for their subject to be that of the phrase.
_MOSTLY = 2 / 3
ASK, WANT, COMPLAIN = "ask", "like", "complain"
KINDS = (ASK, WANT, COMPLAIN)
COLUMNS = ["product", "attribute", "kind", "n", "by_month", "people", "trend", "low", "high", "wording"]
# A number goes with its unit: of "a bag of 250 g" no "g" stays behind.
_MEASURED = r"\b\d[\d.,]*\s?(?:g|gr|kg|mg|ml|cl|l|cm|mm|m|km|oz|lb|gb)\b"
_STOP = {
    "es": """a al ante aun aunque bien cada como con cual cuando de del desde donde dos el ella ellos en entre era ese
    eso esta este esto estar esa haber hacer hasta hay hoy ir la las le les lo los mas me mi mucho muy nada ni no nos
    nosotros o os otro para pero poder poco por porque que quien saber se ser si sin sobre su tambien tan tanto te tener
    todo tu un una uno unos usted vez vosotros y ya yo ayer mañana tarde siempre gracias hola favor vuestro
    algo alguien alguno así decir deber qué cuál cómo dónde cuándo quién cuánto mejor peor nunca nadie ahora luego
    además volver llegar venir minuto hora día semana mes año fecha rato momento gustar encantar amar adorar preferir
    favorito querer desear recomendar felicitar buscar necesitar más también aún tú mí sí él está según antes después
    desde""",
    "en": """a about after again all also always am an and any are as at be because been but by can could day do does
    for from get go had has have he hello hi how i if in into is it its just like me more most much my never no not
    now of on one or our out please really she so some such than thank thanks that the their them then there
    they this to today too tomorrow up us very was we well were what when where which who why will with would
    yesterday you your nobody great love good best bad come new minute hour day week month year date time moment
    favorite favourite prefer want need recommend look know anyone everyone someone everybody before since""",
}


def register(messages: pd.DataFrame, glossary: Mapping[str, Iterable[str]], *, lang: str, brand: str) -> pd.DataFrame:
    """Return what is liked, asked and complained about, ten messages or more each.

    Every message is cut into words, each word brought to its dictionary form, and phrases of one to four words
    counted once a message. A phrase stands for its kind if it is more frequent there than elsewhere (log odds
    with an informative prior; Monroe, Colaresi and Quinn, 2008), by more than chance: the chance that as many of its
    messages are of the kind (chi-square with Yates' correction) is corrected for every phrase of every kind that ten
    messages hold (Holm) and held against `stats.SAID`. Of phrases that always come together the longest stays.

    Parameters
    ----------
    messages
        `text`, `kind` (ask, like, complain), `author` (hash or NA), `at` (moment), `product` (as coded, or NA); `day`
        in the client's zone where it is not that of the moment;
        `source` and `source_file` where the days they tell of differ.
    glossary
        The client's own subjects: name -> words that belong to it.
    lang
        Language of the texts, `en` or `es`.
    brand
        The client's name, which says nothing here.

    Returns
    -------
    DataFrame
        `product` (coded, or the subject of the glossary, or empty), `attribute` (the phrase), `kind`, `n`, `by_month`
        (month such as `2026-10` -> messages), `people` (authors; NA where unknown), `trend` (last three months against
        the three before, per day told) with `low` and `high`, `wording` (how ten or more of them put it, with how many;
        may be empty); no text of one message, and nobody's name.

    """
    known = messages[messages["text"].notna()]
    known = known if "source" in known else known.assign(source="")
    known = known if "day" in known else known.assign(day=known["at"].dt.tz_localize(None))
    if len(known) < LEAST:
        return pd.DataFrame(columns=COLUMNS)
    lemmas = known["text"].map(lambda said: _lemmas(said, lang))
    names = set(_lemmas(brand, lang))
    grams, table = _counted(lemmas, names | _stop(lang))
    own = {kind: (known["kind"] == kind).to_numpy() for kind in KINDS}
    sure = _sure(table, list(own.values()))
    found = [
        (kind, grams[place], table[:, place])
        for (kind, inside), places in zip(own.items(), sure, strict=True)
        for place in _longest(grams, table, inside, places)
    ]
    subjects = {word: name for name, words in glossary.items() for word in _subject(name, words, lang)}
    rows = []
    put_so = [written(str(one), number, lambda word: _lemma(word, lang)) for number, one in enumerate(known["text"])]
    for kind, gram, column in found:
        mine = np.flatnonzero(column & own[kind])
        put = shared_runs([put_so[place] for place in mine], gram, least=LEAST, stop=_stop(lang))
        holders = [put_so[place] for place in np.flatnonzero(column)]
        words = {"attribute": name_of(holders, gram, least=LEAST), "wording": put}
        rows.append(_row(known, kind, gram, column, subjects) | words)
    out = pd.DataFrame([row for row in rows if row["n"] >= LEAST], columns=COLUMNS)
    shown = out.sort_values("n", ascending=False, kind="stable").groupby("kind", sort=False).head(SHOWN)
    return shown.reset_index(drop=True)


def _counted(lemmas: pd.Series[Any], stop: set[str]) -> tuple[np.ndarray, np.ndarray]:
    from sklearn.feature_extraction.text import CountVectorizer

    def phrases(words: list[str]) -> list[str]:
        sizes = range(1, LONGEST + 1)
        cut = [words[start : start + size] for size in sizes for start in range(len(words) - size + 1)]
        return [" ".join(part) for part in cut if part[0] not in stop and part[-1] not in stop]

    model = CountVectorizer(analyzer=phrases, binary=True, min_df=min(LEAST, len(lemmas)))
    try:
        counted = model.fit_transform(lemmas)
    except ValueError:  # every message says something else
        return np.array([]), np.zeros((len(lemmas), 0), dtype=bool)
    return model.get_feature_names_out(), counted.toarray().astype(bool)


def _sure(table: np.ndarray, kinds: Sequence[np.ndarray]) -> list[list[int]]:
    """Return, kind by kind, the phrases that are surely more frequent there than elsewhere, the most frequent first."""
    counts = [(table[inside].sum(axis=0).astype(float), table[~inside].sum(axis=0).astype(float)) for inside in kinds]
    asked = np.array([here >= LEAST for here, _ in counts])
    chances = np.array([_chance(*pair, inside) for pair, inside in zip(counts, kinds, strict=True)])
    corrected = holm(pd.Series(np.where(asked, chances, np.nan).ravel())).to_numpy().reshape(asked.shape)
    return [
        [int(place) for place in np.argsort(-here, kind="stable") if one[place] and odds[place] >= STANDS_OUT]
        for (here, there), one in zip(counts, asked & (corrected <= SAID), strict=True)
        for odds in [_stands_out(here, there)]
    ]


def _chance(here: np.ndarray, there: np.ndarray, inside: np.ndarray) -> np.ndarray:
    """Return how likely chance alone puts as many of a phrase's messages into a kind (two-sided, Yates)."""
    of, others = float(inside.sum()), float((~inside).sum())
    both = (here + there) / max(of + others, 1.0)
    spread = np.sqrt(np.clip(both * (1 - both) * of * others / max(of + others, 1.0), 1e-12, None))
    return np.asarray(2 * ndtr(-np.clip(np.abs(here - of * both) - 0.5, 0.0, None) / spread))


def _stands_out(here: np.ndarray, there: np.ndarray) -> np.ndarray:
    """Return how far each phrase stands out, in standard deviations of its log odds."""
    prior = (here + there) / max((here + there).sum(), 1.0) * 100
    odds = np.log((here + prior) / (here.sum() + 100 - here - prior).clip(1e-9))
    odds -= np.log((there + prior) / (there.sum() + 100 - there - prior).clip(1e-9))
    found: np.ndarray = odds / np.sqrt(1 / (here + prior) + 1 / (there + prior))
    return found


def _longest(grams: np.ndarray, table: np.ndarray, inside: np.ndarray, places: list[int]) -> list[int]:
    """Return the phrases of one kind; of those that always come together, the longest alone."""
    sizes = {place: int((table[:, place] & inside).sum()) for place in places}
    kept: list[int] = []
    covered: list[np.ndarray] = []
    for place in places:
        rows = table[:, place] & inside
        if any((rows & other).sum() >= 0.8 * min(rows.sum(), other.sum()) for other in covered):
            continue
        alike = [one for one in places if (table[:, one] & rows).sum() >= 0.8 * max(sizes[one], sizes[place])]
        kept.append(max(alike, key=lambda one: (len(str(grams[one]).split()), sizes[one], -one)))
        covered.append(rows)
    return kept


def _row(known: pd.DataFrame, kind: str, gram: str, column: np.ndarray, subjects: Mapping[str, str]) -> dict[str, Any]:
    rows = known[column & (known["kind"] == kind).to_numpy()]
    coded = rows["product"].dropna().value_counts()
    product = str(coded.index[0]) if len(coded) and coded.iloc[0] >= len(rows) * _MOSTLY else ""
    subject = next((name for word, name in subjects.items() if f" {word} " in f" {gram} "), "")
    people = int(rows["author"].nunique()) if rows["author"].notna().all() else pd.NA
    end = known["at"].max()
    trend, low, high = _trend(rows, _even(known, end), end)
    return {
        "product": product or subject, "kind": kind, "n": len(rows), "people": people,
        "by_month": rows["day"].dt.strftime("%Y-%m").value_counts().to_dict(),
        "trend": trend, "low": low, "high": high,
    }  # fmt: skip


def _trend(rows: pd.DataFrame, even: pd.Series[float], end: pd.Timestamp) -> tuple[float, float, float]:
    """Return the last three months against the three before, as a ratio with its interval (NaN without any).

    `even` is the part that would fall into the later months of each source if nothing had changed.
    """
    asked = even.reindex(rows["source"]).to_numpy(float)
    at = rows["at"][~np.isnan(asked)]
    recent = ((at > end - QUARTER), (at <= end - QUARTER) & (at > end - 2 * QUARTER))
    now, before = (int(part.sum()) for part in recent)
    if now + before == 0:
        return (float("nan"),) * 3
    share = float(asked[~np.isnan(asked)].mean())
    usual = share / (1 - share)
    low, high = wilson(now, now + before)
    ends = (low / (1 - low) if low < 1 else np.inf, high / (1 - high) if high < 1 else np.inf)
    return now / before / usual if before else float("inf"), ends[0] / usual, ends[1] / usual


def _even(messages: pd.DataFrame, end: pd.Timestamp) -> pd.Series[float]:
    """Return, by source, which part of the days told of in half a year lies in its last three months.

    A source that tells of less than four weeks of either half says nothing of a change.
    """
    parts = {}
    for source, rows in messages.groupby("source"):
        days = rows["at"].dt.tz_localize(None).dt.normalize()
        until = end.tz_localize(None).normalize()
        now, before = (len(told_days(rows, days, last - QUARTER + pd.Timedelta(days=1), last))
                       for last in (until, until - QUARTER))  # fmt: skip
        parts[source] = now / (now + before) if min(now, before) >= LEAST_DAYS else np.nan
    return pd.Series(parts, dtype=float)


def _subject(name: str, words: Iterable[str], lang: str) -> list[str]:
    return [" ".join(_lemmas(word, lang)) for word in (name, *words)]


def _lemmas(said: str, lang: str) -> list[str]:
    return [_lemma(word, lang) for word in _words(said)]


def _words(said: str) -> list[str]:
    """Return the words of a text in small letters; handles, addresses and numbers are left out."""
    plain = re.sub(rf"@\S+|\S+@\S+|https?://\S+|{_MEASURED}|\S*\d\S*", " ", str(said).casefold())
    return re.findall(r"[^\W\d_]+", plain)


@lru_cache(maxsize=50_000)
def _lemma(word: str, lang: str) -> str:
    import simplemma

    return str(simplemma.lemmatize(word, lang=lang)).casefold()


@lru_cache(maxsize=4)
def _stop(lang: str) -> set[str]:
    words = set(_STOP[lang].split())
    return words | {_lemma(word, lang) for word in words}


def tagged_messages(inbox: pd.DataFrame, mentions: pd.DataFrame, brand: str) -> pd.DataFrame:
    """Return what was written to and about the client as one list of texts with what each does: ask, like, complain.

    Parameters
    ----------
    inbox, mentions
        Canonical tables with local times.
    brand
        The client's name: what is written about rivals is left out.

    Returns
    -------
    DataFrame
        One row a text, with `kind` (`ask`, `like` or `complain`), `source` (`inbox` or `mentions`) and its file; a
        text that does none of them is left out.

    """
    own = own_mentions(mentions, brand)
    asks = own["text"].str.contains(r"\?", regex=True).fillna(False)
    complains = (own["sentiment"] == "negative").fillna(False) | own["is_complaint"].fillna(False).astype(bool)
    likes = (own["sentiment"] == "positive").fillna(False)
    said = np.select([asks, complains, likes], [ASK, COMPLAIN, WANT], "")
    kinds = {"question": ASK, "complaint": COMPLAIN, "praise": WANT}
    parts = [
        _listed(inbox, "inbox", inbox["kind"].astype(object).map(kinds).fillna("")),
        _listed(own, "mentions", pd.Series(said, index=own.index)),
    ]
    both = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    return both[both["kind"].isin(KINDS)].reset_index(drop=True)


def _listed(table: pd.DataFrame, name: str, kind: pd.Series[Any]) -> pd.DataFrame:
    nothing = pd.Series(pd.NA, index=table.index, dtype="string")
    return pd.DataFrame(
        {
            "text": table.get("text", nothing),
            "kind": kind,
            "author": table.get("author_hash", nothing),
            "at": table[schema.TABLES[name].when],
            "day": local_days(table, name),
            "source": name,
            "product": table.get("product", nothing),
            "source_file": table.get("source_file", nothing),
        }
    )
