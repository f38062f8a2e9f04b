"""The messages a client receives: who writes what, who answers when, and with which words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from smmkit.demo.clock import PROMISE_MINUTES, WEEK, WEEKEND, after_working, at_desk, moments
from smmkit.demo.csvfile import write_canonical
from smmkit.demo.people import MEMBERS, plant_people
from smmkit.demo.replies import reply_texts
from smmkit.demo.spec import Spec
from smmkit.demo.talk import Cause, Talk, Taste, talk
from smmkit.demo.truth import Truth
from smmkit.demo.words import sector_words

_Said = tuple[str, str, str, str]
"""Product, attribute, cause and text of a message."""
PARETO = (0.38, 0.26, 0.17, 0.11, 0.08)
"""Share of each cause among the complaints, most frequent first."""
FIRST_ANSWER_MINUTES = 150
"""Minutes at the desk after which half of the answers given by people are out."""
BOT, SILENT, SILENT_AWAY = 0.09, 0.035, 0.10


def write_inbox(folder: Path, spec: Spec, truth: Truth) -> pd.DataFrame:
    """Write the messages received: most answered by a person, some by a bot, some never; return them."""
    table = simulate_inbox(spec, truth)
    columns: dict[str, Sequence[Any]] = {
        "message_id": table["message_id"].tolist(),
        "thread_id": table["thread"].tolist(),
        "platform": table["platform"].tolist(),
        **{name: iso(table[name]) for name in ("received_at", "answered_at", "solved_at", "reopened_at")},
        **{
            name: table[name].tolist()
            for name in ("answered_by", "kind", "author", "cause", "product", "text", "reply")
        },
    }
    write_canonical(folder / "inbox.csv", columns)
    return table


def simulate_inbox(spec: Spec, truth: Truth) -> pd.DataFrame:
    """Return one row per message in order of time; `role` says why a planted one is there."""
    rng = spec.rng("inbox")
    rhythm = WEEK[spec.days.weekday.to_numpy()] if spec.planted else 1.0
    usual = rng.poisson(2.0 * size(spec) * rhythm, len(spec.days)) * spec.active
    angry = rng.poisson(np.where(truth.in_crisis, 9.0, 0.0))
    kinds = rng.choice(["question", "complaint", "praise", "other"], usual.sum(), p=[0.55, 0.14, 0.2, 0.11])
    known = pd.DataFrame({"received_at": moments(spec.days, rng, usual), "kind": kinds, "role": ""})
    upset = pd.DataFrame({"received_at": moments(spec.days, rng, angry), "kind": "complaint", "role": "crisis"})
    table = pd.concat([known, upset], ignore_index=True).sort_values("received_at", ignore_index=True)
    table = _told(spec, rng, table)
    table["author"] = [f"persona{n:04d}" for n in rng.integers(1000, 1000 + max(3 * len(table), 9), len(table))]
    networks = [network for network in ("instagram", "facebook") if network in spec.platforms]
    table["platform"] = rng.choice(networks, len(table))
    if truth.crisis:
        table = plant_people(spec, truth, table)
    table = table.sort_values("received_at", kind="stable", ignore_index=True)
    return _answered(spec, table)


def _told(spec: Spec, rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """Add product, attribute, cause and text."""
    voice = talk(spec.language, spec.sector, spec.country)
    language = sector_words(spec.language, spec.country)
    crisis = language.sectors[spec.sector].crisis
    said: dict[int, _Said] = {}
    for kind in ("question", "praise"):
        said |= _drawn(np.flatnonzero(table["kind"] == kind), _topics(voice, kind, spec), rng)
    said |= _rare(table, voice, rng)
    bad = np.flatnonzero((table["kind"] == "complaint") & (table["role"] == ""))
    shares = PARETO if spec.planted else (1.0,) * len(PARETO)
    said |= _drawn(bad, list(zip(voice.complaints, shares, strict=False)), rng)
    for row in np.flatnonzero(table["role"] == "crisis"):
        said[int(row)] = ("", "", crisis, _one(rng, voice.people["crisis"]).format(crisis=crisis))
    for row in np.flatnonzero(table["kind"] == "other"):
        said[int(row)] = ("", "", "", _one(rng, language.phrases["other"]))
    cells = list(zip(*(said[row] for row in range(len(table))), strict=True)) or [(), (), (), ()]
    return table.assign(product=cells[0], attribute=cells[1], cause=cells[2], text=cells[3])


def _topics(voice: Talk, kind: str, spec: Spec) -> list[tuple[Taste | Cause, float]]:
    """Return what is asked or praised with its share; all alike where nothing is planted."""
    found = [
        (one, one.share if kind == "question" else one.praise)
        for one in voice.tastes
        if (one.share if kind == "question" else one.praise) > 0
    ]
    return [(one, share if spec.planted else 1.0) for one, share in found]


def _drawn(
    rows: np.ndarray, topics: Sequence[tuple[Taste | Cause, float]], rng: np.random.Generator
) -> dict[int, _Said]:
    """Return product, attribute, cause and text for each of the rows, the topics drawn by their shares."""
    shares = np.array([share for _, share in topics])
    said = {}
    for row, which in zip(rows, rng.choice(len(topics), len(rows), p=shares / shares.sum()), strict=True):
        one = topics[which][0]
        about = (one.product, one.attribute, "") if isinstance(one, Taste) else (one.product, "", one.cause)
        said[int(row)] = (*about, _one(rng, one.texts))
    return said


def _rare(table: pd.DataFrame, voice: Talk, rng: np.random.Generator) -> dict[int, _Said]:
    """Return the topics of which so few speak that they stay hidden."""
    questions = np.flatnonzero(table["kind"] == "question")
    said: dict[int, _Said] = {}
    for taste in (taste for taste in voice.tastes if taste.rare):
        if len(questions) > 6 * taste.rare:
            said |= _drawn(rng.choice(questions, taste.rare, replace=False), [(taste, 1.0)], rng)
    return said


def _answered(spec: Spec, table: pd.DataFrame) -> pd.DataFrame:
    """Add when and how each message was answered, and its feeling as the team labels it."""
    rng = spec.rng("inbox-answers")
    count, at = len(table), table["received_at"]
    away = SILENT_AWAY if spec.planted else SILENT
    silent = rng.random(count) < np.where(at_desk(at), SILENT, away)
    silent |= table["role"].isin(["troll", "helper"]).to_numpy()
    bot = ~silent & (rng.random(count) < BOT)
    person = after_working(at, FIRST_ANSWER_MINUTES * np.exp(rng.normal(0, 0.8, count)))
    answered = person.where(~bot, at + pd.Timedelta(minutes=1))
    solved = answered + pd.to_timedelta((np.exp(rng.normal(1.5, 1.0, count)) * 60).round(), unit="min")
    solves = ~silent & table["kind"].isin(["complaint", "question"]) & (rng.random(count) < 0.85)
    reopened = solves & (rng.random(count) < 0.05)
    by = np.where(silent, "", np.where(bot, "bot", "person"))
    out = table.assign(
        message_id=[f"m{spec.seed % 1000:03d}{number:05d}" for number in range(count)],
        answered_at=answered.mask(silent),
        solved_at=solved.where(solves),
        reopened_at=(solved + pd.Timedelta(hours=26)).where(reopened),
        answered_by=by,
    )
    if "thread" not in out:
        out["thread"] = pd.NA
    out["thread"] = out["thread"].where(out["thread"].notna(), "t" + out["message_id"].str[1:])
    return reply_texts(spec, out)


def size(spec: Spec) -> float:
    """Return how much is said about a client of that size; 1 at 8,000 followers."""
    return float(np.clip((spec.followers / 8000) ** 0.5, 0.5, 2.0))


def iso(times: pd.Series) -> list[str]:
    """Return local times as they are written by hand; empty where there is none."""
    return [str(time) for time in times.dt.strftime("%Y-%m-%dT%H:%M").fillna("")]


def community_truth(spec: Spec, truth: Truth) -> dict[str, Any]:
    """Return what is planted in the messages: answers, causes, tastes, people."""
    table = simulate_inbox(spec, truth)
    voice = talk(spec.language, spec.sector, spec.country)
    usual = table[table["role"] != "crisis"]
    causes = usual.loc[usual["kind"] == "complaint", "cause"].value_counts()
    content: dict[str, Any] = {
        "response": {
            "promise_minutes": PROMISE_MINUTES,
            "median_minutes": FIRST_ANSWER_MINUTES,
            "clock": "minutes at the desk, weekdays 9-19",
            "never_answered": SILENT,
            "never_answered_outside_hours": SILENT_AWAY,
            "bot": BOT,
            "written_on_weekend_days": WEEKEND,
        },
        "causes": [{"cause": str(cause), "n": int(n)} for cause, n in causes.items()],
        "tastes": [
            {"product": one.product, "attribute": one.attribute, "wish": one.wish, "n": count, "hidden": count < 10}
            for one in voice.tastes
            if (count := int(((table["product"] == one.product) & (table["attribute"] == one.attribute)).sum()))
        ],
    }
    if truth.crisis:
        content["crisis_messages"] = int((table["role"] == "crisis").sum())
        content["people"] = [
            {"role": role, "author": str(author), "n": int(n)}
            for role, names in MEMBERS.items()
            for author, n in table.loc[table["author"].isin(names), "author"].value_counts().items()
        ]
        for role in ("defect", "error"):
            rows = table[table["role"] == role]
            first, last = rows["received_at"].min().date(), rows["received_at"].max().date()
            content[role] = {"cause": rows["cause"].iloc[0], "product": rows["product"].iloc[0], "n": len(rows)}
            content[role] |= {"start": first, "end": last}
    return content


def _one(rng: np.random.Generator, texts: Sequence[str]) -> str:
    return texts[int(rng.integers(len(texts)))]
