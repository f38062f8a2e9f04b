"""Those who write often: members, helpers, critics and a troll; and the two faults people write about."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pandas as pd

from smmkit.demo.spec import Spec
from smmkit.demo.talk import talk
from smmkit.demo.truth import Truth

MEMBERS = {
    "member": ("persona0101", "persona0102", "persona0103", "persona0104"),
    "helper": ("persona0201", "persona0202"),
    "critic": ("persona0301", "persona0302"),
    "troll": ("persona0401",),
}
"""The names the planted people write under; everybody else has a number above 1000."""
_OFTEN = {"member": 14, "critic": 7}


def plant_people(spec: Spec, truth: Truth, table: pd.DataFrame) -> pd.DataFrame:
    """Return the messages with the planted people and faults among them."""
    rng = spec.rng("people")
    out = table.assign(thread=pd.Series(pd.NA, index=table.index, dtype="object"))
    _take_over(out, rng, "member", out["kind"].isin(["question", "praise"]))
    _take_over(out, rng, "critic", (out["kind"] == "complaint") & (out["role"] == ""))
    faults = [_troll(spec, truth, rng), _defect(spec, truth, rng), _error(spec, truth, rng)]
    return pd.concat([out, _helpers(spec, rng, out), *faults], ignore_index=True)


def _take_over(table: pd.DataFrame, rng: np.random.Generator, role: str, among: pd.Series) -> None:
    """Let each person of a role have written some of the messages."""
    rows = rng.permutation(np.flatnonzero(among & (table["role"] == "")))
    for name in MEMBERS[role]:
        mine, rows = rows[: _OFTEN[role]], rows[_OFTEN[role] :]
        table.loc[mine, "author"] = name


def _helpers(spec: Spec, rng: np.random.Generator, table: pd.DataFrame) -> pd.DataFrame:
    """Return the answers of two helpers under other people's questions; the thread is the question's."""
    questions = np.flatnonzero((table["kind"] == "question") & ~table["author"].isin(MEMBERS["member"]))
    asked = rng.choice(questions, min(24, len(questions) // 2), replace=False)
    threads = [f"h{spec.seed % 1000:03d}{number:05d}" for number in asked]
    table.loc[asked, "thread"] = threads
    return _rows(
        table.loc[asked, "received_at"] + pd.to_timedelta(rng.integers(8, 55, len(asked)), unit="min"),
        role="helper",
        kind="other",
        author=[MEMBERS["helper"][n % 2] for n in range(len(asked))],
        texts=_pick(rng, talk(spec.language, spec.sector, spec.country).people["helper"], len(asked)),
        platform=table.loc[asked, "platform"].tolist(),
    ).assign(thread=threads)


def _troll(spec: Spec, truth: Truth, rng: np.random.Generator) -> pd.DataFrame:
    texts = talk(spec.language, spec.sector, spec.country).people["troll"]
    at = _spread(spec, rng, _away_from_crisis(truth, -75), days=24, count=9)
    return _rows(at, role="troll", kind="other", author=MEMBERS["troll"][0], texts=_pick(rng, texts, 9))


def _defect(spec: Spec, truth: Truth, rng: np.random.Generator) -> pd.DataFrame:
    """Return the complaints about one product with a fault, one every other day."""
    fault = talk(spec.language, spec.sector, spec.country).defect
    at = _spread(spec, rng, _away_from_crisis(truth, -150), days=28, count=13)
    texts = _pick(rng, fault.texts, 13)
    table = _rows(at, role="defect", kind="complaint", author=_strangers(rng, 13), texts=texts)
    return table.assign(product=fault.product, cause=fault.cause)


def _error(spec: Spec, truth: Truth, rng: np.random.Generator) -> pd.DataFrame:
    """Return the complaints about the campaign's code, in its first days."""
    voice = talk(spec.language, spec.sector, spec.country)
    start = pd.Timestamp(truth.campaign[0] if truth.campaign else spec.start)
    at = _spread(spec, rng, start, days=5, count=7)
    texts = _pick(rng, voice.people["error"], 7)
    table = _rows(at, role="error", kind="complaint", author=_strangers(rng, 7), texts=texts)
    return table.assign(cause=voice.error_cause)


def _away_from_crisis(truth: Truth, days: int) -> pd.Timestamp:
    assert truth.crisis
    return pd.Timestamp(truth.crisis[0] + timedelta(days=days))


def _spread(spec: Spec, rng: np.random.Generator, start: pd.Timestamp, *, days: int, count: int) -> pd.Series:
    """Return local times, evenly over some days, in the waking hours."""
    offsets = np.linspace(0, days - 1, count).astype(int)
    minutes = rng.integers(9 * 60, 22 * 60, count)
    return pd.Series(start + pd.to_timedelta(offsets, unit="D") + pd.to_timedelta(minutes, unit="min"))


def _strangers(rng: np.random.Generator, count: int) -> list[str]:
    return [f"persona{number:04d}" for number in rng.integers(600, 999, count)]


def _pick(rng: np.random.Generator, texts: tuple[str, ...], count: int) -> list[str]:
    return [texts[number] for number in rng.integers(0, len(texts), count)]


def _rows(
    at: pd.Series,
    *,
    role: str,
    kind: str,
    author: str | list[str],
    texts: list[str],
    platform: str | list[str] = "instagram",
) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "received_at": at.to_numpy(),
            "kind": kind,
            "role": role,
            "product": "",
            "attribute": "",
            "cause": "",
            "text": texts,
            "author": author,
            "platform": platform,
            "thread": pd.NA,
        }
    )
