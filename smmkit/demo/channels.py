"""Networks as the team judges them, tools, partners and creators."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from smmkit.demo.csvfile import write_plain
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.words import sector_words
from smmkit.demo.work import filled, work

JOBS = ("publish", "approve", "listen", "inbox", "ads", "analytics", "design", "utm", "archive")
# Name in Spanish and English, euros a month, seats, whether it exports, the jobs it does.
TOOLS: tuple[tuple[tuple[str, str], int, int, int, tuple[str, ...]], ...] = (
    (("Todo en Uno", "All in One"), 79, 3, 0, ("publish", "approve", "inbox", "analytics", "utm")),
    (("Agenda Social", "Social Diary"), 45, 2, 1, ("publish", "utm")),
    (("Oído Fino", "Keen Ear"), 59, 1, 1, ("listen", "archive")),
    (("Taller Gráfico", "Picture Shop"), 13, 1, 1, ("design",)),
    (("Suite de la plataforma", "The platform's own suite"), 0, 5, 1, ("publish", "ads", "inbox")),
    (("Gran Suite", "Grand Suite"), 249, 5, 1, JOBS),
)
OVERLAPPING = 1
"""The tool whose jobs another paid one does too; the client pays for both."""
# What each network is worth, from 0 to 1: audience fit, reach, cost, effort, conversion; judged between 1 and 5.
_CRITERIA = ("fit", "reach", "cost", "effort", "conversion")
VALUES = {
    "instagram": (0.9, 0.8, 0.6, 0.5, 0.7),
    "facebook": (0.6, 0.5, 0.7, 0.7, 0.6),
    "tiktok": (0.5, 0.9, 0.5, 0.2, 0.2),
    "youtube": (0.6, 0.4, 0.3, 0.1, 0.4),
    "x": (0.2, 0.2, 0.6, 0.4, 0.1),
    "linkedin": (0.3, 0.2, 0.5, 0.4, 0.2),
}
_KEEP, _CLOSE = 0.55, 0.31
CREATORS = 7
FRAUD = 2
"""Which creator bought followers: 5,000 in a day, with views that did not move."""
BOUGHT = 5000
_WEEKS = 26


def write_channels(folder: Path, spec: Spec, truth: Truth) -> None:
    """Write judgements of networks, tools with their news, partners and creators."""
    _judgements(folder, spec)
    _tools(folder, spec)
    words = work(spec.language, spec.country)
    write_plain(folder / "tool_updates.csv", ("on", "tool", "change", "affects", "source"), words.updates)
    _partners(folder, spec, truth)
    creators = simulate_creators(spec)
    rows = zip(*(creators[name].tolist() for name in creators), strict=True)
    write_plain(folder / "creators.csv", [str(name) for name in creators], rows)


def channels_truth(spec: Spec, truth: Truth) -> dict[str, Any]:
    """Return what is planted: each network's worth, the tool to drop, the partner and the false creator."""
    creators = simulate_creators(spec)
    place = int(spec.language == "en")
    worth = {network: round(float(np.mean(VALUES[network])), 2) for network in networks(spec)}
    partner = next(row for row in work(spec.language, spec.country).partners if row[9] == "to_approach")
    bought = creators[creators["creator_hash"] == creator_name(spec, FRAUD)]
    jump = bought.sort_values("followers")["followers"].diff().argmax()
    return {
        "channels": [{"platform": name, "worth": value, "verdict": _verdict(value)} for name, value in worth.items()],
        "tools": {"overlapping": TOOLS[OVERLAPPING][0][place], "does_the_same": TOOLS[0][0][place]},
        "partner": {"approach": filled(str(partner[0]), spec, truth)},
        "creator": {
            "bought_followers": creator_name(spec, FRAUD),
            "jump": BOUGHT,
            "week": str(bought["as_of"].iloc[int(jump)]),
            "clean": [creator_name(spec, number) for number in range(CREATORS) if number != FRAUD],
        },
    }


def _verdict(worth: float) -> str:
    """Return what a network's planted worth asks for; between the two bounds judges, and the books, may differ."""
    return "keep" if worth >= _KEEP else "close" if worth <= _CLOSE else "open question"


def networks(spec: Spec) -> list[str]:
    """Return the networks a client posts on."""
    return [network for network in spec.platforms if network not in {"meta-ads", "ga4"}]


def creator_name(spec: Spec, number: int) -> str:
    """Return what stands for a creator's name."""
    return blake2b(f"{spec.seed}-creator-{number}".encode(), digest_size=6).hexdigest()


def _judgements(folder: Path, spec: Spec) -> None:
    rng = spec.rng("channels")
    words = sector_words(spec.language, spec.country).words
    reasons = work(spec.language, spec.country).reasons
    rows = [
        (network, criterion, round(float(np.clip(1 + 4 * value + rng.normal(0, 0.35), 1, 5)), 1), judge, reason)
        for network in networks(spec)
        for criterion, value in zip(_CRITERIA, VALUES[network] if spec.planted else (0.5,) * 5, strict=True)
        for judge, reason in ((words["judge_a"], ""), (words["judge_b"], reasons[criterion]))
    ]
    write_plain(folder / "channels.csv", ("platform", "criterion", "score", "judge", "reason"), rows)


def _tools(folder: Path, spec: Spec) -> None:
    place = int(spec.language == "en")
    rows = [
        (
            names[place],
            job,
            int(job in jobs),
            spec.money(euros) if euros else 0,
            spec.place.currency,
            seats,
            export,
            f"https://example.com/tools/{number + 1}",
            "2026-10-14",
        )
        for number, (names, euros, seats, export, jobs) in enumerate(TOOLS)
        for job in JOBS
    ]
    header = ("tool", "job", "has", "price_month", "currency", "seats", "export", "source", "read_on")
    write_plain(folder / "tools.csv", header, rows)


def _partners(folder: Path, spec: Spec, truth: Truth) -> None:
    names = ("partner", "kind", "audience", "overlap_guess_low", "overlap_guess_high")
    header = (*names, "gives", "asks", "risk", "owner", "status")
    rows = [(filled(str(row[0]), spec, truth), *row[1:]) for row in work(spec.language, spec.country).partners]
    write_plain(folder / "partners.csv", header, rows)


def simulate_creators(spec: Spec) -> pd.DataFrame:
    """Return one row a week and creator; one bought followers where anything is planted."""
    rng = spec.rng("creators")
    days = [spec.end - timedelta(days=7 * week) for week in reversed(range(_WEEKS))]
    parts = []
    for number in range(CREATORS):
        size = int(10 ** rng.uniform(3.5, 4.6))
        gains = rng.poisson(size * 0.0035 * rng.gamma(8, 1 / 8, _WEEKS))
        rate, posts = float(np.exp(rng.normal(-4.3, 0.25))), int(rng.integers(9, 22))
        views = size * 0.35 * posts * np.exp(rng.normal(0, 0.12, _WEEKS))
        if number == 0 and spec.planted:  # a week everybody watched: followers come with the views
            gains[_WEEKS - 9] += int(0.14 * size)
            views[_WEEKS - 9 :] *= np.linspace(5, 1.2, 9)
        if number == FRAUD and spec.planted:
            gains[_WEEKS - 6] += BOUGHT
        likes = (size * rate * posts * np.exp(rng.normal(0, 0.15, _WEEKS))).astype(int)
        parts.append(
            pd.DataFrame(
                {
                    "creator_hash": creator_name(spec, number),
                    "platform": "instagram",
                    "as_of": [str(day) for day in days],
                    "followers": size + np.cumsum(gains),
                    "posts_30": posts,
                    "likes": likes,
                    "comments": rng.binomial(likes, 0.045),
                    "views": views.astype(int),
                    "audience_country_share": round(float(rng.uniform(0.55, 0.9)), 2),
                    "fee": spec.money(size * 0.018),
                    "currency": spec.place.currency,
                }
            )
        )
    return pd.concat(parts, ignore_index=True)
