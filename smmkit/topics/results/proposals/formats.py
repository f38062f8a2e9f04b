"""What formats do: their rate as evidence, what they add as results."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import numpy as np
import pandas as pd

from smmkit.ledger import Check, Experiment, Item, Source, item_id, judge
from smmkit.measures.formats import MIN_OF_FORMAT
from smmkit.measures.names import form_name
from smmkit.measures.posts import PER_REACH
from smmkit.period import LONGEST_TEST
from smmkit.schema import platform_name
from smmkit.stats import LEVEL
from smmkit.stats.power import WORTH, Z_ALPHA, times_as_many
from smmkit.text import N_, Message
from smmkit.topics.results.proposals.plan import ANSWERS

YEAR = 52.0  # weeks
OUTCOME_NAMES = {
    "votes": N_("likes and reactions"),
    "interactions": N_("comments, shares and saves"),
    "conversions": N_("link clicks and new followers"),
    PER_REACH: N_("interactions per person reached"),
}
METRICS = {"votes": "applause", "interactions": "interactions", "conversions": "follows_new", PER_REACH: "err"}
_RATE = N_(
    "On {platform}, {rate:percent1} of the people who see {form:word} interact ({low:percent1} to {high:percent1}, "
    "over {n:number} posts)"
)
_RATE_ALONE = N_(
    "On {platform}, {rate:percent1} of the people who saw {form:word} interacted, over {n:number} "
    "{n:plural|post|posts}: too few to say more"
)
_NO_RATE = N_(
    "Nobody can say how many people saw {form:word} on {platform}, for the exports do not tell ({n:number} posts)"
)
_ENOUGH = N_("{n:number} posts of this format, of at least {least:number}")
_WORKS = N_(
    "On {platform}, {form:word} bring {effect:percent} more {outcome:word} than the other posts "
    "({low:percent} to {high:percent} more): sure enough to publish more of them for that"
)
_TIMES = N_(
    "On {platform}, {form:word} bring {times:number1} times as many {outcome:word} as the other posts "
    "({least:number1} to {most:number1} times): sure enough to publish more of them for that"
)
_FAILS = N_(
    "On {platform}, {form:word} bring {effect:percent} fewer {outcome:word} than the other posts "
    "({low:percent} to {high:percent} fewer): sure enough to publish fewer of them for that"
)
# A rate says how those take a format whom it reaches; how many it reaches is another number, so no fewer are advised.
_RATE_WORKS = N_(
    "On {platform}, {effect:percent} more of the people whom {form:word} reach interact than with the other posts "
    "({low:percent} to {high:percent} more): sure enough to publish more of them for the engagement rate"
)
_RATE_TIMES = N_(
    "On {platform}, {times:number1} times as many of the people whom {form:word} reach interact as with the other "
    "posts ({least:number1} to {most:number1} times): sure enough to publish more of them for the engagement rate"
)
_RATE_FAILS = N_(
    "On {platform}, {effect:percent} fewer of the people whom {form:word} reach interact than with the other posts "
    "({low:percent} to {high:percent} fewer); how many people they reach is another question"
)
_OF_THE_RATE = {_WORKS: _RATE_WORKS, _TIMES: _RATE_TIMES, _FAILS: _RATE_FAILS}
_OPEN = N_(
    "We do not know yet whether {form:word} do better than the other posts on {platform}; "
    "{weeks:number} weeks of posts would tell"
)
_LONG = N_(
    "We do not know yet whether {form:word} do better than the other posts on {platform}. "
    "It would take {weeks:number} weeks of posts: not worth waiting for"
)
_YEARS = N_(
    "We do not know yet whether {form:word} do better than the other posts on {platform}. "
    "It would take more than a year of posts: not worth waiting for"
)
_SURE = N_("chance of such a difference without any, after {asked:number} questions: {p:percent2}")
_ARM = N_("{form:word}")
_OTHER = N_("any other format, picked at random")
_MORE = N_("Publish {least:number} posts of this format.")


def _rate_key(row: Mapping[Any, Any]) -> str:
    if not row:
        return _NO_RATE
    return _RATE if np.isfinite(row["low"]) and np.isfinite(row["high"]) else _RATE_ALONE


def rate_items(
    rates: pd.DataFrame,
    effects: pd.DataFrame,
    *,
    definition: Check,
    period: str,
    source: tuple[Source, ...],
    window: str | None = None,
) -> list[Item]:
    """Return each format's engagement rate by reach, as evidence: `EV-<platform>-<format>-err`.

    Parameters
    ----------
    rates, effects
        From `analysis.results.format_rates` and `format_effects`; a format whose reach nobody reports is named too.
    definition
        Whether interactions and reach were measured in one way.
    period
        Month, such as `2026-10`.
    source
        Files and rows of the posts.

    """
    pairs = pd.concat([rates[["platform", "format"]], effects[["platform", "format"]]]).drop_duplicates()
    known = rates.set_index(["platform", "format"]).to_dict("index")
    posts = effects.groupby(["platform", "format"])["n"].max().to_dict()
    items = []
    for platform, form in sorted(pairs.itertuples(index=False, name=None)):
        row: dict[Any, Any] = known.get((platform, form), {})
        n = int(row.get("n", posts.get((platform, form), 0)))
        said: dict[str, Any] = {"platform": platform_name(platform), "form": form_name(form), "n": n}
        ends = {name: row[name] for name in ("rate", "low", "high") if np.isfinite(row[name])} if row else {}
        enough = Check("rows", bool(row) and n >= MIN_OF_FORMAT, Message(_ENOUGH, {"n": n, "least": MIN_OF_FORMAT}))
        items.append(
            Item.of(
                item_id("EV", platform, form, "err"),
                Message(_rate_key(row), {**said, **ends}),
                judge([enough, definition], collect=Message(_MORE, {"least": MIN_OF_FORMAT})),
                value=row.get("rate"),
                low=row.get("low"),
                high=row.get("high"),
                unit="rate",
                n=n,
                period=period,
                metric="err",
                scope=f"{platform}+{form}",
                window=window,
                definition=row.get("definition"),
                source=source,
                about={"rows": f"{platform}+{form}+has-reach"},
            )
        )
    return items


def format_items(
    effects: pd.DataFrame,
    evidence: Collection[Item],
    *,
    weeks: Mapping[str, float],
    period: str,
    source: tuple[Source, ...],
    window: str | None = None,
) -> list[Item]:
    """Return what each format does: `RS-<platform>-<format>-<outcome>`; without the outcome where nobody knows.

    Parameters
    ----------
    effects
        From `analysis.results.format_effects`.
    evidence
        From `rate_items`: what the results rest on.
    weeks
        Weeks told of each network, for the duration of a test.
    period, source, window
        Month; files and rows of the posts; and from when to when they are, as `Window.key` writes it.

    """
    known = {item.id: item for item in evidence}
    items = [
        _claim(row, len(effects), known[rests], period=period, source=source, window=window)
        for row in effects.to_dict("records")
        if row["side"] and (rests := item_id("EV", row["platform"], row["format"], "err")) in known
    ]
    for (platform, form), rows in effects.groupby(["platform", "format"], observed=True):
        # Fewer of those reached who answer say nothing of what the format brings in all.
        asked = rows[(rows["outcome"] != PER_REACH) | (rows["side"] != "fails")]
        unsure = (asked["side"] == "") & asked["effect"].notna()
        if len(asked) and unsure.all() and item_id("EV", platform, form, "err") in known:
            length = weeks.get(str(platform), 1.0)
            items.append(_open(asked, str(platform), str(form), length, period=period, source=source, window=window))
    return items


def _claim(
    row: dict[Any, Any], asked: int, rate: Item, *, period: str, source: tuple[Source, ...], window: str | None
) -> Item:  # fmt: skip
    up = row["side"] == "works"
    low, high = (row["low"], row["high"]) if up else (-row["high"], -row["low"])
    key, numbers = _compared(abs(row["effect"]), low, high, up=up)
    of_rate = row["outcome"] == PER_REACH
    named = {"platform": platform_name(row["platform"]), "form": form_name(row["format"])}
    outcome = {} if of_rate else {"outcome": OUTCOME_NAMES[row["outcome"]]}
    values: dict[str, Any] = {**named, **outcome, **numbers}
    checks = [
        Check("rows", row["n"] >= MIN_OF_FORMAT, Message(_ENOUGH, {"n": int(row["n"]), "least": MIN_OF_FORMAT})),
        Check("multiplicity", row["p_holm"] < LEVEL, Message(_SURE, {"asked": asked, "p": float(row["p_holm"])})),
    ]
    return Item.of(
        item_id("RS", row["platform"], row["format"], row["outcome"]),
        Message(_OF_THE_RATE[key] if of_rate else key, values),
        judge([*checks, *(one for one in rate.checks if of_rate and one.name == "definition")]),
        because=(rate.id,),
        value=row["effect"],
        low=row["low"],
        high=row["high"],
        unit="rate",
        n=int(row["n"]),
        period=period,
        metric=METRICS[row["outcome"]],
        scope=f"{row['platform']}+{row['format']}+times-rest",
        window=window,
        source=source,
    )


def _compared(effect: float, low: float, high: float, *, up: bool) -> tuple[str, dict[str, float]]:
    """Return how a format's difference is told, and its numbers: from the double on nobody counts in per cent."""
    if not up or effect < 1.0:
        return _WORKS if up else _FAILS, {"effect": effect, "low": low, "high": high}
    return _TIMES, {"times": 1 + effect, "least": 1 + low, "most": 1 + high}


def _open(
    rows: pd.DataFrame,
    platform: str,
    form: str,
    weeks: float,
    *,
    period: str,
    source: tuple[Source, ...],
    window: str | None,
) -> Item:
    row = rows.sort_values("outcome", key=lambda names: names != "interactions").iloc[0]
    n = int(row["n"])
    error = float(np.log1p(row["high"]) - np.log1p(row["low"])) / (2 * Z_ALPHA)
    needed = max(MIN_OF_FORMAT, int(np.ceil(n * times_as_many(error, float(np.log1p(WORTH))))))
    weeks_needed = max(needed / max(n / max(weeks, 1.0), 0.25), 1.0)
    experiment = Experiment(
        (Message(_ARM, {"form": form_name(form)}), Message(_OTHER)),
        needed,
        round(weeks_needed, 1),
        METRICS[str(row["outcome"])],
        "posts",
    )
    checks = [
        Check("rows", n >= MIN_OF_FORMAT, Message(_ENOUGH, {"n": n, "least": MIN_OF_FORMAT})),
        Check("multiplicity", False, Message(_SURE, {"asked": len(rows), "p": float(rows["p_holm"].min())})),
    ]
    owner = ANSWERS if n >= MIN_OF_FORMAT else None
    judgement = judge(checks, experiment=experiment, collect=Message(_MORE, {"least": MIN_OF_FORMAT}), owner=owner)
    return Item.of(
        item_id("RS", platform, form),
        _open_title(platform, form, weeks_needed),
        judgement,
        because=(item_id("EV", platform, form, "err"),),
        value=row["effect"], low=row["low"], high=row["high"], unit="rate", n=n, period=period,
        metric=METRICS[str(row["outcome"])], scope=f"{platform}+{form}+times-rest", window=window, source=source,
    )  # fmt: skip


def _open_title(platform: str, form: str, weeks: float) -> Message:
    """Say that a format's worth is open, and whether a test would tell within two months."""
    said: dict[str, str | float] = {"platform": platform_name(platform), "form": form_name(form)}
    if weeks >= YEAR:
        return Message(_YEARS, said)
    return Message(_OPEN if weeks <= LONGEST_TEST else _LONG, {**said, "weeks": float(np.ceil(weeks))})
