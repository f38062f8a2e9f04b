"""What the audience likes, in sentences: only what stands clear of the rest, each with where it was seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd

from smmkit.client import Client
from smmkit.measures.names import form_name
from smmkit.schema import platform_name
from smmkit.stats import LEVEL, SAID, stands_clear
from smmkit.text import N_, Message

_MORE = N_("Posts about “{topic}” bring more interactions than our others ({n:number} posts): publish more of it")
_LESS = N_("Posts about “{topic}” bring fewer interactions than our others ({n:number} posts)")
_CARED = N_(
    "More customers care about {topic} than about anything else that was asked: {share:percent} of them "
    "({low:percent} to {high:percent})"
)
_KIND = N_(
    "Of “{topic}” people speak well when they speak of us: of every 100 mentions {net:number} more praise than "
    "complain ({own:number} mentions in three months)"
)
_UNKIND = N_(
    "Of “{topic}” people complain when they speak of us: of every 100 mentions {net:number} more complain than praise "
    "({own:number} mentions in three months)"
)
_COMPLAINED = N_(
    "Most of what people write to us about “{topic}” is complaint: {complaints:number} of {n:number} messages in three "
    "months"
)
_FORMAT = N_("On {platform} nothing draws people in like {format:word}: more of those who see one interact")
NO_TASTE = N_(
    "No topic and no format stands out yet in what people do, say, ask or answer: the table above holds what there is"
)
LEAST = 10
_HALF = 0.5


def topic_words(client: Client) -> dict[str, Sequence[str]]:
    """Return the words that tell each topic of the brief's glossary; its own name is one of them."""
    return {term.name: (term.name, *term.words) for term in client.glossary}


def liking_lines(
    topics: pd.DataFrame, formats: pd.DataFrame, voice: pd.DataFrame, names: Mapping[str, str]
) -> list[Message]:
    """Return what people clearly like or dislike, or that nothing stands out.

    Parameters
    ----------
    topics
        From `analysis.liked_topics`.
    formats
        From `analysis.liked_formats`.
    voice
        From `analysis.topic_voice`.
    names
        What each topic means to a reader.

    """
    told = [*_posts(topics, names), *_survey(topics, names), *_tone(voice, names), *_messages(topics, names),
            *_formats(formats)]  # fmt: skip
    return told or [Message(NO_TASTE)]


def _posts(topics: pd.DataFrame, names: Mapping[str, str]) -> list[Message]:
    clear = topics[topics["p_value"] < LEVEL]
    return [
        Message(_MORE if row["effect"] > 0 else _LESS, {"topic": _named(row["topic"], names), "n": row["posts"]})
        for row in clear.to_dict("records")
    ]


def _survey(topics: pd.DataFrame, names: Mapping[str, str]) -> list[Message]:
    """Say what most care about, where that one's interval lies above all the others'."""
    asked = topics[topics["much"].notna()].sort_values("much", ascending=False)
    if not stands_clear(asked["much_low"], asked["much_high"]):
        return []
    row = asked.to_dict("records")[0]
    values = {"topic": _named(row["topic"], names), "share": row["much"], "low": row["much_low"]}
    return [Message(_CARED, {**values, "high": row["much_high"]})]


def _tone(voice: pd.DataFrame, names: Mapping[str, str]) -> list[Message]:
    sure = voice[voice["p_value"] <= SAID]
    return [
        Message(_KIND if row["net"] > 0 else _UNKIND,
                {"topic": _named(row["topic"], names), "net": abs(100 * row["net"]), "own": row["own"]})
        for row in sure.to_dict("records")
    ]  # fmt: skip


def _messages(topics: pd.DataFrame, names: Mapping[str, str]) -> list[Message]:
    many = topics[(topics["messages"] >= LEAST) & (topics["complaints"] > _HALF * topics["messages"])]
    return [
        Message(_COMPLAINED, {"topic": _named(row["topic"], names), "complaints": row["complaints"],
                              "n": row["messages"]})
        for row in many.to_dict("records")
    ]  # fmt: skip


def _formats(formats: pd.DataFrame) -> list[Message]:
    """Say which format people answer to most on a network, where its interval lies above all the others'."""
    found = []
    for platform, rows in formats.groupby("platform", sort=False):
        if stands_clear(rows["low"], rows["high"]):
            values = {"platform": platform_name(str(platform)), "format": form_name(rows["format"].iloc[0])}
            found.append(Message(_FORMAT, values))
    return found


def _named(topic: object, names: Mapping[str, str]) -> str:
    return names.get(str(topic), str(topic))
