"""A world that the project's own generator did not make: canonical tables of one client, with or without effects.

Days resemble their neighbours (AR .3 to .8), shocks have heavy tails (t3), some posts go viral, trend and season move
everything, weeks are missing, an export may end early, networks have several accounts, one format has no saves,
answers are yes or no or come in five steps. Imports nothing of `smmkit.demo`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from smmkit import schema

END = pd.Timestamp("2026-10-31")
DAYS = pd.date_range(END - pd.Timedelta(days=424), END)
OWN, RIVALS = "Casa Propia", ("Rival Uno", "Rival Dos", "Rival Tres")
REACHED = 0.6  # people reached per follower by a usual post
FORMATS = ("image", "carousel", "reel")
CAMPAIGN = (END - pd.Timedelta(days=24), END - pd.Timedelta(days=4))


@dataclass(frozen=True)
class Client:
    """Tables of one client, what was planted, and what an oracle needs."""

    tables: dict[str, pd.DataFrame]
    planted: dict[str, Any] = field(default_factory=dict)
    campaign_power: float = 0.0


def likeness(random: np.random.Generator, days: int, ar: float, spread: float) -> np.ndarray:
    """Return noise on the log scale: t3 shocks, first-order autoregression, long-run deviation `spread`."""
    shocks = random.standard_t(3, days + 60) / 3**0.5 * (1 - ar**2) ** 0.5
    for t in range(1, days + 60):
        shocks[t] += ar * shocks[t - 1]
    return spread * shocks[60:]


def client(seed: int, *, planted: bool) -> Client:
    """Draw one client; the same seed gives the same tables."""
    random = np.random.default_rng([seed, int(planted)])
    ar = float(random.uniform(0.3, 0.8))
    season = random.uniform(0.05, 0.3) * np.sin(2 * np.pi * np.arange(len(DAYS)) / 365.25 + random.uniform(0, 6.28))
    season = season + random.uniform(-0.3, 0.3) * np.arange(len(DAYS)) / 365
    web, power = web_days(random, ar, season, 0.35 if planted else 0.0)
    accounts = {f"ig{i}": float(random.uniform(3000, 30000)) for i in range(int(random.integers(1, 4)))}
    tables = {
        "web": web,
        "posts": _posts(random, ar, season, 1.8 if planted else 1.0, accounts),
        "daily": _followers(random, ar, accounts),
        "competitors": _rivals(random, ar, 0.02 if planted else 0.0, season),
        "mentions": _mentions(random, ar),
        "topics": _topics(random, ar, 1.0 if planted else 0.0),
        "ads": _ads(random, ar, season),
        "customers": _customers(random, planted),
        "ab_tests": _ab_tests(random, planted),
    }
    truth = {"campaign": 1, "format": ("reel", 1), "topic": ("tema-0", 1), "test": 1, "segments": 3} if planted else {}
    return Client(tables, truth, power)


def _frame(name: str, rows: Any) -> pd.DataFrame:
    table = schema.conform(pd.DataFrame(rows), name)
    for at, local in (("published_at", "published_local"), ("at", "local_at")):
        if at in table:
            table[local] = table[at].dt.tz_convert("Europe/Madrid")
    return table


def web_days(random: np.random.Generator, ar: float, season: np.ndarray, lift: float) -> tuple[pd.DataFrame, float]:
    spread = float(random.uniform(0.1, 0.25))
    log = np.log(random.uniform(60, 600)) + season + likeness(random, len(DAYS), ar, spread)
    log += 0.25 * (DAYS.weekday >= 5) + (random.random(len(DAYS)) < 0.01) * random.uniform(0.7, 1.6, len(DAYS))
    log[(CAMPAIGN[0] <= DAYS) & (CAMPAIGN[1] >= DAYS)] += np.log1p(lift)
    sessions = random.poisson(np.exp(log))
    kept = np.ones(len(DAYS), bool)
    hole = int(random.integers(60, 330))
    kept[hole : hole + int(random.integers(0, 10))] = False
    if random.random() < 0.25:  # the export ends early
        kept[-int(random.integers(3, 40)) :] = False
    rows = {"day": DAYS[kept], "scope": "total", "sessions": sessions[kept], "source_file": "w", "source_row": 2}
    from scipy.stats import norm

    error = spread * ((1 + ar) / (1 - ar) / 21) ** 0.5
    reach = kept[(CAMPAIGN[0] <= DAYS) & (CAMPAIGN[1] >= DAYS)].mean()
    power = float(norm.sf(norm.isf(0.0025) - 0.30 / error)) if reach > 0.9 else 0.0
    return _frame("web", rows), power


def _posts(
    random: np.random.Generator, ar: float, season: np.ndarray, factor: float, accounts: dict[str, float]
) -> pd.DataFrame:
    rows = []
    for account, size in [*accounts.items(), ("fb0", 5000.0)]:
        platform = "facebook" if account == "fb0" else "instagram"
        wave = likeness(random, len(DAYS), ar, 0.3) + season
        bias = random.normal(0, 0.5, 24)  # this account posts formats at hours of its own
        for number, day in enumerate(DAYS):
            if random.random() > 0.35:
                continue
            form = str(random.choice(FORMATS))
            hour = int(np.clip(12 + 4 * random.standard_t(4) + (form == "reel") * 3, 0, 23))
            log = np.log(REACHED * size) + wave[number] + 0.5 * random.standard_t(3) / 3**0.5 + 0.05 * bias[hour]
            log += np.log(factor) * (form == "reel") + (random.random() < 0.01) * random.uniform(1, 3)
            reach = int(min(np.exp(log), 5e6)) + 20
            likes, comments, shares, saves = (int(random.poisson(reach * r)) for r in (0.03, 0.003, 0.004, 0.006))
            rows.append(
                {"platform": platform, "account_id": account, "is_own": True, "is_paid": False, "grain": "lifetime",
                 "post_id": f"{account}-{number}", "format": form, "reach": reach, "likes": likes, "comments": comments,
                 "published_at": (day + pd.Timedelta(hours=hour)).tz_localize("UTC"), "shares": shares,
                 "saves": pd.NA if form == "reel" else saves, "interactions": likes + comments + shares,
                 "source_file": "p", "source_row": number}
            )  # fmt: skip
    return _frame("posts", rows)


def _followers(random: np.random.Generator, ar: float, accounts: dict[str, float]) -> pd.DataFrame:
    rows = []
    for account, size in accounts.items():
        steps = 0.0008 + 0.0006 * likeness(random, len(DAYS), ar, 1.0)
        counts = size * np.exp(np.cumsum(steps) - steps.sum())
        rows.append(
            pd.DataFrame({"platform": "instagram", "account_id": account, "day": DAYS, "value": counts.round()})
        )
    table = pd.concat(rows).assign(metric="followers_total", scope="total", source_file="d", source_row=2)
    return _frame("daily", table)


def _rivals(random: np.random.Generator, ar: float, faster: float, season: np.ndarray) -> pd.DataFrame:
    weeks = pd.date_range(end=END, periods=56, freq="7D")
    rows = []
    for name in RIVALS:
        daily = 0.0008 + faster / 30 * (name == RIVALS[0]) + 0.0006 * likeness(random, 56 * 7, ar, 1.0)
        counts = 20000 * np.exp(np.cumsum(daily))[6::7]
        wave = (likeness(random, 56 * 7, ar, 0.3) + season[-56 * 7 :]).reshape(56, 7)[:, ::2]
        posts = wave + 0.5 * random.standard_t(3, wave.shape) / 3**0.5
        posts += (random.random(wave.shape) < 0.01) * random.uniform(1, 3, wave.shape)
        rate = REACHED * 0.033 * np.exp(posts).mean(axis=1)
        rows.append(
            pd.DataFrame(
                {"competitor": name, "platform": "instagram", "day": weeks, "followers_total": counts.round(),
                 "posts": 4, "interactions": random.poisson(rate * counts * 4), "source": "hand", "source_file": "c",
                 "source_row": 2}
            )
        )  # fmt: skip
    return _frame("competitors", pd.concat(rows))


def _mentions(random: np.random.Generator, ar: float) -> pd.DataFrame:
    rows = []
    for brand in (OWN, *RIVALS):
        pace = 4 * np.exp(likeness(random, 91, ar, 0.6))
        mood = likeness(random, 91, ar, 0.8)
        for back, (rate, feeling) in enumerate(zip(pace, mood, strict=True)):
            for number in range(min(int(random.poisson(rate)), 200)):
                label = str(random.choice(["positive", "neutral", "negative"], p=_moods(feeling)))
                at = (END - pd.Timedelta(days=back)).tz_localize("UTC") + pd.Timedelta(hours=12)
                rows.append({"mention_id": f"{brand}{back}-{number}", "at": at, "source": "x", "brand": brand,
                             "language": "es", "sentiment": label, "source_file": "m", "source_row": 2})  # fmt: skip
    return _frame("mentions", rows)


def _moods(feeling: float) -> np.ndarray:
    odds = np.exp([feeling, 0.5, -feeling])
    return np.asarray(odds / odds.sum())


def _topics(random: np.random.Generator, ar: float, growth: float) -> pd.DataFrame:
    weeks = pd.date_range(end=END - pd.Timedelta(days=12), periods=62, freq="7D")
    wave = 0.3 * np.sin(2 * np.pi * np.arange(62) / 52)
    rows = []
    for number in range(5):
        noise = likeness(random, 62 * 7, ar, 0.5).reshape(62, 7).mean(axis=1)
        rise = growth * (number == 0) * (np.arange(62) >= 54)
        volume = random.poisson(40 * np.exp(wave + noise + rise))
        rows.append(pd.DataFrame({"week": weeks, "topic": f"tema-{number}", "volume": volume.astype(float)}))
    return _frame("topics", pd.concat(rows).assign(source="x", source_file="t", source_row=2))


def _ads(random: np.random.Generator, ar: float, season: np.ndarray) -> pd.DataFrame:
    price = 5 * np.exp(likeness(random, len(DAYS), ar, 0.25))
    spend = 30 * np.exp(likeness(random, len(DAYS), ar, 0.5))
    rows = {"platform": "meta", "date_start": DAYS, "date_stop": DAYS, "level": "ad", "campaign_id": "1",
            "campaign_name": "Uno", "ad_id": "1", "currency": "EUR", "spend": spend.round(2),
            "impressions": (spend / price * 1000).round(), "source_file": "a", "source_row": 2}  # fmt: skip
    return _frame("ads", rows)


def _customers(random: np.random.Generator, planted: bool) -> pd.DataFrame:
    n = int(random.integers(150, 400))
    kind = "groups" if planted else str(random.choice(["yes_no", "likert", "curved", "skewed"]))
    if kind == "groups":
        centres = np.array([[0.9, 0.15, 0.5, 0.3], [0.2, 0.85, 0.3, 0.6], [0.25, 0.25, 0.9, 0.9]])
        answers = np.clip(centres[random.integers(0, 3, n)] + random.normal(0, 0.11, (n, 4)), 0, 1)
    elif kind == "yes_no":
        answers = (random.random((n, 6)) < random.uniform(0.2, 0.7, 6)).astype(float)
    elif kind == "likert":
        taste = random.normal(size=(n, 1)) * 0.6 + random.normal(size=(n, 4))
        answers = np.clip(np.round(2 + taste), 0, 4) / 4
    elif kind == "curved":
        x = random.normal(size=n)
        answers = np.column_stack([x, x**2 + random.normal(0, 0.4, n), random.normal(size=n)])
    else:
        answers = random.lognormal(0, 0.8, (n, 3))
    extra = {f"interest_{k}": answers[:, k] for k in range(answers.shape[1])}
    first = END - pd.to_timedelta(random.integers(30, 400, n), unit="D")
    rows = {"customer_id": [f"c{i}" for i in range(n)], "first_order_on": first, "last_order_on": first,
            "orders": random.integers(1, 5, n), "revenue": random.lognormal(3, 1, n), "channel": "tienda",
            "source_file": "k", "source_row": 2}  # fmt: skip
    return pd.concat([_frame("customers", rows), pd.DataFrame(extra)], axis=1)


def _ab_tests(random: np.random.Generator, planted: bool) -> pd.DataFrame:
    rows = []
    for number in range(4):
        n = int(random.integers(1500, 6000))
        for arm in ("control", "nueva"):
            rate = 0.08 * (1.5 if planted and number == 0 and arm == "nueva" else 1.0)
            seen = int(random.binomial(2 * n, 0.5)) if arm == "control" else n
            rows.append({"test": f"p{number}", "arm": arm, "started_on": END - pd.Timedelta(days=30),
                         "ended_on": END - pd.Timedelta(days=3), "exposed": seen,
                         "converted": int(random.binomial(seen, rate)),
                         "source_file": "ab", "source_row": 2})  # fmt: skip
    return _frame("ab_tests", rows)
