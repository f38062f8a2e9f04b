"""The client's own results against last year, as evidence, and all evidence as a table for the rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from smmkit.ledger import Check, Item, Kind, Source, Verdict, item_id, judge
from smmkit.ledger.checks import COUNTED_ANEW, STILL_OPEN, apart, direction, nearly_side, wait
from smmkit.measures.posts import FLEETING
from smmkit.measures.scopes import Scope, Window
from smmkit.metrics import metric
from smmkit.schema import platform_name
from smmkit.text import N_, Message
from smmkit.topics.swot.analysis import MIN_ADS, MIN_POSTS, MONTHS
from smmkit.topics.swot.analysis.rules import RULES

_MORE = N_(
    "On {platform} people interact more often than a year ago: {ratio:number} times where it was 100 "
    "({low:number} to {high:number})"
)
_LESS = N_(
    "On {platform} people interact less often than a year ago: {ratio:number} times where it was 100 "
    "({low:number} to {high:number})"
)
_SAME = N_(
    "We cannot tell whether people interact more or less often on {platform} than a year ago: between {low:number} "
    "and {high:number} times where it was 100"
)
_NEARLY_MORE = N_(
    "On {platform} people seem to interact more often than a year ago, but chance may still explain it: between "
    "{low:number} and {high:number} times where it was 100"
)
_NEARLY_LESS = N_(
    "On {platform} people seem to interact less often than a year ago, but chance may still explain it: between "
    "{low:number} and {high:number} times where it was 100"
)
_FIRM = N_("On {platform} people interact as often as a year ago: {low:number} to {high:number} times where it was 100")
_NO_YEAR = N_("On {platform} there are no posts of a year ago, so nothing can be said about progress")
_ALIKE = N_(
    "We cannot tell whether people interact more or less often on {platform} than a year ago: there are too few days "
    "with posts"
)
_DEARER = N_(
    "Advertising became more expensive: what cost 100 a year ago costs {ratio:number} now ({low:number} to "
    "{high:number})"
)
_CHEAPER = N_(
    "Advertising became cheaper: what cost 100 a year ago costs {ratio:number} now ({low:number} to {high:number})"
)
_STEADY = N_(
    "The price of advertising has not clearly changed: what cost 100 a year ago costs between {low:number} and "
    "{high:number} now"
)
_NEARLY_DEARER = N_(
    "Advertising seems to have become more expensive, but chance may still explain it: what cost 100 a year ago costs "
    "between {low:number} and {high:number} now"
)
_NEARLY_CHEAPER = N_(
    "Advertising seems to have become cheaper, but chance may still explain it: what cost 100 a year ago costs between "
    "{low:number} and {high:number} now"
)
_FIRM_PRICE = N_(
    "Advertising costs what it cost a year ago: what cost 100 then costs {low:number1} to {high:number1} now"
)
_NO_PRICE = N_("We cannot tell whether advertising became more expensive or cheaper: there are too few days with ads")
_COMPARABLE = N_("reach and interactions meant the same in both years")
_BROKEN = N_("the platform changed in between what reach or interactions mean")
LEAST = {rule.finding: rule.least for rule in RULES}
"""The least change that counts, by finding; the rules of the board say it."""
_ALIKE_ENOUGH = Check("interval", True, Message(N_("the interval leaves out every change that would count")))
_KEEP = N_("Export every month: a month can be compared with the same one a year ago once both have numbers enough.")


def change_items(
    yearly: pd.DataFrame, price: Mapping[str, float] | None, *, period: str,
    posts_source: tuple[Source, ...], ads_source: tuple[Source, ...],
) -> list[Item]:  # fmt: skip
    """Return `EV-<platform>-err-year-on-year` and `EV-ads-cpm-year-on-year`; 1 means no change.

    Parameters
    ----------
    yearly, price
        From `analysis.swot.yearly_change` and `price_change`.
    period
        Month, such as `2026-10`.
    posts_source, ads_source
        Files and rows of posts and ads.

    """
    items = [_change(row, period, posts_source) for row in yearly.itertuples()]
    return items if price is None else [*items, _price(price, period, ads_source)]


def evidence_table(items: Iterable[Item]) -> pd.DataFrame:
    """Return the evidence of the ledger as the table `analysis.swot.swot_items` reads.

    What was counted whole (`about = {"counted": True}`) has no interval: both its ends are the number itself.
    """
    rows = [
        {
            "id": item.id,
            "finding": item.about.get("finding", ""),
            "platform": item.about.get("platform", ""),
            "value": item.value,
            "low": item.value if item.about.get("counted") else item.low,
            "high": item.value if item.about.get("counted") else item.high,
            "stated": item.verdict is Verdict.DECIDE
            and item.value is not None
            and (bool(item.about.get("counted")) or None not in (item.low, item.high)),
            "subject": str(item.about.get("topic") or _called(item)),
            "called": _called(item),
        }
        for item in items
        if item.kind is Kind.EV
    ]
    return pd.DataFrame(
        rows, columns=["id", "finding", "platform", "value", "low", "high", "stated", "subject", "called"]
    )


def _called(item: Item) -> str:
    return next((str(item.title.values[name]) for name in ("topic", "brand") if name in item.title.values), "")


def _change(row: Any, period: str, source: tuple[Source, ...]) -> Item:
    known, between = bool(row.low <= row.high), (row.low, row.high, 1.0, row.p_value)
    values = {"platform": platform_name(row.platform), "ratio": 100 * row.ratio}
    values |= {"low": 100 * row.low, "high": 100 * row.high}
    history = bool(row.ratio > 0)
    firm = known and _firm(row.low, row.high, least=LEAST["rate against last year"])
    side = nearly_side(*between) if known else ""
    open_ = _FIRM if firm else {"better": _NEARLY_MORE, "worse": _NEARLY_LESS}.get(side, _SAME)
    key = _NO_YEAR if not history else _ALIKE if not known else (open_, _MORE, _LESS)[direction(*between)]
    fewest = min(row.now, row.before)
    counted = Message(
        N_("{found:number} posts in both years, of at least {needed:number}"), {"found": fewest, "needed": MIN_POSTS}
    )
    steady = Message(_COMPARABLE if row.comparable else _BROKEN)
    checks = [
        Check("rows", fewest >= MIN_POSTS, counted),
        _ALIKE_ENOUGH if firm else apart(*between),
        Check("definition", row.comparable, steady),
    ]
    title = Message(key, {name: value for name, value in values.items() if f"{{{name}" in key})
    return Item.of(
        item_id("EV", row.platform, "err year on year"), title, judge(checks, collect=_asked(checks, between)),
        value=row.ratio if known else None, low=row.low if known else None, high=row.high if known else None,
        p_value=row.p_value if known else None, unit="ratio", n=row.now + row.before, period=period,
        about={"finding": "rate against last year", "platform": str(row.platform),
               "rows": f"{Scope((str(row.platform),), without=FLEETING).key}+times-year-before"}, metric="err",
        scope=f"{row.platform}+times-year-before", window=_months(period),
        definition=metric("err").definition, source=source,
    )  # fmt: skip


def _price(price: Mapping[str, float], period: str, source: tuple[Source, ...]) -> Item:
    low, high = price["low"], price["high"]
    known, between = bool(low <= high), (low, high, 1.0, price["p_value"])
    firm = known and _firm(low, high, least=LEAST["ad price against last year"])
    side = nearly_side(*between) if known else ""
    same = _FIRM_PRICE if firm else {"better": _NEARLY_DEARER, "worse": _NEARLY_CHEAPER}.get(side, _STEADY)
    key = (same, _DEARER, _CHEAPER)[direction(*between)] if known else _NO_PRICE
    fewest = min(price["now"], price["before"])
    counted = Message(
        N_("{found:number} ad rows in both years, of at least {needed:number}"), {"found": fewest, "needed": MIN_ADS}
    )
    checks = [Check("rows", fewest >= MIN_ADS, counted), _ALIKE_ENOUGH if firm else apart(*between)]
    title = Message(key, {name: 100 * price[name] for name in ("ratio", "low", "high") if f"{{{name}" in key})
    return Item.of(
        "EV-ads-cpm-year-on-year", title, judge(checks, collect=_asked(checks, between)),
        value=price["ratio"], low=low, high=high, p_value=price["p_value"], unit="ratio",
        n=int(price["now"] + price["before"]), period=period,
        about={"finding": "ad price against last year"}, metric="cpm",
        scope="all+times-year-before", window=_months(period),
        definition=metric("cpm").definition, source=source,
    )  # fmt: skip


def _asked(checks: Sequence[Check], between: tuple[float, float, float, float]) -> Message:
    """Return what would tell: rows of both years; where there are enough of them, time alone."""
    rows, _, *alike = checks
    if rows.passed and not all(check.passed for check in alike):
        return Message(COUNTED_ANEW)
    return wait(*between, STILL_OPEN if rows.passed else _KEEP)


def _months(period: str) -> str:
    return Window.month(period).with_months_before(MONTHS - 1).key


def _firm(low: float, high: float, *, least: float) -> bool:
    """Say whether a change that would count is ruled out: "no change" is a finding then, and not a lack of data."""
    return 1 - least < low <= 1 <= high < 1 + least
