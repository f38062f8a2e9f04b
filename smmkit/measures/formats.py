"""What each format adds to what people do, once hour, weekday and promotion are taken out; which bring surely less."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy.special import stdtr, stdtrit

from smmkit.measures.posts import MIN_POSTS, PER_REACH, lasting
from smmkit.stats import LEVEL, holm
from smmkit.stats.effects import robust_effects

WORKS, FAILS = "works", "fails"
FEW = 20.0
"""Mean below which a difference of logarithms is no percentage: things are then compared as they are."""
MIN_OF_FORMAT = 8
"""Posts of a format from which on anything is said of it."""
SHRUNKEN = ("hour", "weekday", "month")
EFFECTS = ["platform", "format", "outcome", "n", "posts", "effect", "low", "high", "p_value", "p_holm", "side"]


def sides(effects: pd.DataFrame, outcomes: Sequence[str]) -> dict[tuple[str, str], str]:
    """Return the formats known to bring surely more or surely less, by the first outcome that says so.

    Parameters
    ----------
    effects
        From `format_effects`.
    outcomes
        What counts, the most important first.

    Returns
    -------
    dict
        (network, format) -> `works` or `fails`; what nobody knows is left out.

    """
    told = effects[(effects["side"] != "") & effects["outcome"].isin(list(outcomes))]
    told = told.sort_values("outcome", key=lambda names: names.map(list(outcomes).index), kind="stable")
    first = told.drop_duplicates(["platform", "format"])
    return {(str(row.platform), str(row.format)): str(row.side) for row in first.itertuples()}


def format_effects(features: pd.DataFrame, outcomes: Sequence[str]) -> pd.DataFrame:
    """Return what each format adds to each outcome, against the client's other posts on that platform.

    The model is `log(1 + outcome) ~ account + format + paid + hour + weekday + month`
    with hour, weekday and month shrunken, and posts that spread by themselves
    pulling no harder than others (`robust_effects`). Formats are named one at a time, the
    clearest first, and a format that has been named no longer stands among
    those the others are compared with: else one strong format would make all
    others look weak. Holm's correction runs over every format, platform and
    outcome asked, so that the more is asked the less is claimed; what was named early and no longer
    passes once all are compared anew is taken back. Where the mean is below
    twenty, formats are compared by quasi-Poisson ratios, and the logarithms must agree. Stories and
    live videos are left out.

    Parameters
    ----------
    features
        One row per post: `platform`, `account`, `format`, `paid`, `hour`,
        `weekday`, `month` and the outcomes.
    outcomes
        Columns of `features`.

    Returns
    -------
    DataFrame
        `platform`, `format`, `outcome`, `n` (posts of the format), `posts` (all), `effect` with `low`, `high`
        (fractions: 0.3 is 30 % more; missing for the last format left, the yardstick of the others), `p_value`,
        `p_holm`, `side` (`works`, `fails` or empty).

    """
    feed = lasting(features)  # stories are seen elsewhere and for a day: no contest with posts that stay
    families = []
    for platform, posts in feed.groupby("platform", observed=True):
        families += [_Family(str(platform), outcome, posts) for outcome in outcomes if _enough(posts, outcome)]
    table = pd.DataFrame([row for family in families for row in family.rows()], columns=EFFECTS[:-2])
    claims: dict[int, str] = {}
    while True:
        table["p_holm"] = holm(table["p_value"].fillna(1.0)).astype(float)
        found = _clearest(table, claims)
        if not found:
            break
        claims |= found
        for family in families:
            _recompare(table, family, claims)
    named = pd.Series(claims, dtype=object).reindex(table.index).fillna("")
    table["side"] = named.where(table["p_holm"] < LEVEL, "")
    return table[EFFECTS]


def _level(value: pd.Series[float], people: pd.Series[float], *, rate: bool) -> pd.Series[float]:
    """Return what is modelled, a logarithm: of one more than the count; of a rate drawn by one interaction to all's.

    One more interaction over the people alone would make a format low that reaches many people who do little.
    """
    usual = float(value.sum() / people.sum()) if rate else 1.0
    ratio = (value + 1) / (people + 1 / usual) if rate else value + 1
    return pd.Series(np.log(ratio), index=value.index)


def _enough(posts: pd.DataFrame, outcome: str) -> bool:
    if outcome not in posts:
        return False
    rows = posts[posts[outcome].notna()]
    if outcome == PER_REACH and not rows[outcome].gt(0).any():
        return False
    return len(rows) >= MIN_POSTS and rows["format"].dropna().unique().size > 1


class _Family:
    """The formats of one platform, by one outcome."""

    def __init__(self, platform: str, outcome: str, posts: pd.DataFrame) -> None:
        rows = posts[posts[outcome].notna()]
        self.platform, self.outcome, self.posts = platform, outcome, len(rows)
        self.counts = rows["format"].value_counts().sort_index()
        people = rows["reach"].astype(float) if outcome == PER_REACH else pd.Series(1.0, index=rows.index)
        value = rows[outcome].clip(lower=0).astype(float) * people
        self.model = robust_effects(
            _level(value, people, rate=outcome == PER_REACH),
            rows,
            shrunken=SHRUNKEN,
            free=("account", "format", "paid"),
        )
        self.seen = pd.DataFrame({"format": rows["format"], "value": value})
        form = rows["format"].map(self.model.levels.xs("format", level="factor")["effect"]).astype(float)
        self.seen["expected"] = np.exp(self.model.predict(rows) - form) * people
        self.few = float(self.seen["value"].mean()) < FEW

    def rows(self, *, named: Collection[str] = ()) -> list[dict[str, Any]]:
        """Compare every format not yet named with the others not yet named."""
        counts = self.counts.drop(list(named))
        return [
            {"platform": self.platform, "format": form, "outcome": self.outcome, "n": int(n), "posts": self.posts,
             **self._against(form, counts)}
            for form, n in counts.items()
        ]  # fmt: skip

    def _against(self, form: Any, counts: pd.Series[int]) -> dict[str, float]:
        others = counts.drop(form)
        if others.empty:
            return dict.fromkeys(("effect", "low", "high", "p_value"), float("nan"))
        weights = {("format", other): -share for other, share in (others / others.sum()).items()}
        contrast = self.model.contrast({("format", form): 1.0, **weights})
        if self.few:
            ratio = self._ratio(form, others.index.tolist())
            same = contrast.estimate * ratio["effect"] > 0
            return ratio | {"p_value": max(ratio["p_value"], contrast.p_value if same else 1.0)}
        effect, low, high = np.expm1([contrast.estimate, contrast.low, contrast.high]).tolist()
        return {"effect": effect, "low": low, "high": high, "p_value": contrast.p_value}

    def _ratio(self, form: Any, others: Sequence[Any]) -> dict[str, float]:
        """Return a ratio of sums over what hour, weekday and the rest expect: quasi-Poisson, for small numbers.

        A difference of log(1 + x) is no percentage there: twice as many of half a comment reads as +27 %. Nor is a
        ratio of sums alone a proof, for one post of thousands makes it: both must say so.
        """
        parts = [self.seen[self.seen["format"] == form], self.seen[self.seen["format"].isin(others)]]
        rates = [float(part["value"].sum() / part["expected"].sum()) for part in parts]
        if not min(rates) > 0:
            return dict.fromkeys(("effect", "low", "high", "p_value"), float("nan"))
        errors = []
        for part, rate in zip(parts, rates, strict=True):
            rest = part["value"] - rate * part["expected"]
            n = len(part)
            errors.append(float((rest**2).sum()) * n / max(n - 1, 1) / float(part["value"].sum()) ** 2)
        error, gap = sum(errors) ** 0.5, float(np.log(rates[0] / rates[1]))
        freedom = max(min(len(part) for part in parts) - 1, 1)
        reach = float(stdtrit(freedom, 0.975)) * error
        effect, low, high = np.expm1([gap, gap - reach, gap + reach]).tolist()
        p = 2 * float(stdtr(freedom, -abs(gap) / error)) if error > 0 else float("nan")
        return {"effect": effect, "low": low, "high": high, "p_value": p}


def _clearest(table: pd.DataFrame, claims: Mapping[int, str]) -> dict[int, str]:
    """Return the clearest format of each family that is sure and not yet named; of the last two, the better one."""
    left = table.drop(list(claims))
    sure = left[(left["p_holm"] < LEVEL) & (left["n"] >= MIN_OF_FORMAT)]
    ranked = sure.assign(doubt=np.log10(sure["p_value"].clip(lower=1e-300)).round(6))
    ranked = ranked.sort_values(["doubt", "effect"], ascending=[True, False], kind="stable")
    first = ranked.drop_duplicates(["platform", "outcome"])
    named = np.where(first["effect"] > 0, WORKS, FAILS)
    return dict(zip(first.index.tolist(), named.tolist(), strict=True))


def _recompare(table: pd.DataFrame, family: _Family, claims: Mapping[int, str]) -> None:
    mine = (table["platform"] == family.platform) & (table["outcome"] == family.outcome)
    named = mine & table.index.isin(list(claims))
    if not named.any():
        return
    for row in family.rows(named=table.loc[named, "format"].tolist()):
        place = mine & (table["format"] == row["format"])
        for column in ("effect", "low", "high", "p_value"):
            table.loc[place, column] = row[column]
