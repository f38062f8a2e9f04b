"""Google Analytics by the label of the link: the last month's visits once more, by campaign and content."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from smmkit.demo.csvfile import write_ga4
from smmkit.demo.headers import GA4, named
from smmkit.demo.planner import calendar_rows
from smmkit.demo.spec import Spec
from smmkit.demo.truth import Truth
from smmkit.demo.web import RULE, exported_days
from smmkit.period import Period

UNSET = "(not set)"
SHARE = {"Organic Social": 0.45, "Email": 0.6}
"""Share of a channel's visits that come by a link with a label."""
_PLAIN = {"Organic Search": "(organic)", "Direct": "(direct)", "Organic Social": "(referral)", "Referral": "(referral)"}
LETTER = {"es": "Boletín de octubre", "en": "October newsletter"}
"""A label of the newsletter's tool, which stands in no plan."""
_DAYS = 7
"""Days on which a post still brings visits."""
_BY_HAND = 4
"""Of so many posts of a campaign one has its label typed by hand, with capitals and a space."""


def write_labels(folder: Path, spec: Spec, truth: Truth, web: pd.DataFrame, ads: pd.DataFrame) -> None:
    """Write GA4's exploration by day, campaign and content; every day adds up to the export by channel."""
    month = Period(spec.last)
    inside = (web["day"] >= pd.Timestamp(month.start)) & (web["day"] <= pd.Timestamp(month.end))
    days = web[inside & web["day"].isin(exported_days(spec))]
    if days.empty:
        return
    parts = pd.DataFrame(_parts(spec, truth, days, ads), columns=["day", "campaign", "content", *_COUNTS])
    rows = parts.groupby(["day", "campaign", "content"], as_index=False, sort=True).sum()
    rows["revenue"] = (rows["revenue"] / 100).round(2)
    rows = rows[rows["sessions"] > 0].sort_values(["sessions", "day"], ascending=[False, True], kind="stable")
    names = named(GA4, spec.place.headers)
    first, last = days["day"].min(), days["day"].max()
    preamble = [RULE, f"{spec.handle}.example - GA4", names["free"], f"{first:%Y%m%d}-{last:%Y%m%d}", RULE, ""]
    header = [names[key] for key in ("date", "campaign", "content", *_COUNTS)]
    cells = zip(rows["day"].dt.strftime("%Y%m%d"), *(rows[name].tolist() for name in rows.columns[1:]), strict=True)
    write_ga4(folder / f"{names['free']}.csv", preamble, header, cells)


_COUNTS = ("sessions", "key_events", "revenue")


def _parts(spec: Spec, truth: Truth, web: pd.DataFrame, ads: pd.DataFrame) -> Iterator[tuple[Any, ...]]:
    """Yield day, campaign, content, visits, key events and cents: each channel's day, cut without remainder."""
    rng = spec.rng("labels")
    posts = _posts(spec, truth)
    for row in web.to_dict("records"):
        channel, day = str(row["channel"]), pd.Timestamp(row["day"])
        labels = _labels(spec, channel, day, posts, ads)
        share = np.array([SHARE.get(channel, 1.0) * weight for *_, weight in labels])
        visits = rng.multinomial(int(row["sessions"]), [*share, max(0.0, 1 - share.sum())])
        events = rng.multivariate_hypergeometric(visits, int(row["key_events"]))
        cents = np.diff(np.round(row["revenue"] * 100 * np.cumsum([0, *events]) / max(events.sum(), 1))).astype(int)
        named_ = [*((campaign, content) for campaign, content, _ in labels), (_PLAIN.get(channel, UNSET), UNSET)]
        for (campaign, content), *counts in zip(named_, visits, events, cents, strict=True):
            yield (day, campaign, content, *map(int, counts))


def _posts(spec: Spec, truth: Truth) -> pd.DataFrame:
    """Return the posts of the month that went out: `day`, `campaign` and `content` as their links carry them."""
    rows = [row for row in calendar_rows(spec, truth) if row["state"] in {"published", "measured"}]
    posts = pd.DataFrame({"day": pd.to_datetime([row["on"] for row in rows]),
                          "campaign": [row["utm_campaign"] for row in rows],
                          "content": [row["utm_content"] for row in rows]})  # fmt: skip
    own = posts["campaign"] != "always-on"
    typed = own & (own.cumsum() % _BY_HAND == _BY_HAND - 1)
    posts.loc[typed, "campaign"] = posts.loc[typed, "campaign"].str.replace("-", " ").str.upper()
    return posts


def _labels(
    spec: Spec, channel: str, day: pd.Timestamp, posts: pd.DataFrame, ads: pd.DataFrame
) -> list[tuple[str, str, float]]:
    """Return campaign, content and weight of the labels a channel's visits of a day carry."""
    if channel == "Email":
        return [(LETTER[spec.language], UNSET, 1.0)]
    if channel == "Organic Social":
        age = (day - posts["day"]).dt.days
        live = posts[(age >= 0) & (age < _DAYS)]
        weight = 0.6 ** age[live.index]
        profile = ("always-on", "link-in-bio", 0.15 if len(live) else 1.0)
        shares = 0.85 * weight / weight.sum() if len(live) else weight
        return [profile, *zip(live["campaign"], live["content"], shares, strict=True)]
    if channel == "Paid Social":
        clicks = ads[ads["day"] == day].groupby("campaign")["link_clicks"].sum()
        whole = max(float(clicks.sum()), 1.0)
        return [(str(name), UNSET, float(count) / whole) for name, count in clicks.items()]
    return []
