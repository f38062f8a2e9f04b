"""What is known of each network: posts, hours and money, messages, place among the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from smmkit.ledger import Check, Item, Kind, Verdict, item_id, judge
from smmkit.measures.posts import FLEETING
from smmkit.measures.scopes import Scope
from smmkit.schema import platform_name
from smmkit.stats.intervals import wilson
from smmkit.text import N_, Message, Scalar
from smmkit.topics.channels.analysis.networks import MIN_POSTS, TOLD, UPKEEP, Networks
from smmkit.topics.channels.analysis.standing import Standing
from smmkit.topics.channels.proposals.places import place_of

_COUNT = N_("Count the followers of {network} every week: a row in competitors.csv under your own name.")
EXPORT = N_("Export the posts of {network} every month, and count its followers every week in competitors.csv.")
_MORE = N_("Publish on {network} at least once a week: with fewer posts nobody can tell what it brings.")


@dataclass(frozen=True)
class Case:
    """One network with what is known of it."""

    platform: str
    row: pd.Series[Any]
    found: Networks
    stands: Standing

    @property
    def values(self) -> dict[str, Scalar]:
        """What its sentences may say."""
        row = self.row
        per_week = float(row["per_week"])
        return {
            "network": platform_name(self.platform), "posts": int(row["posts"]), "pieces": int(row["pieces"]),
            "pace": per_week, "half": per_week / 2, "hours": _plain(row["hours"]), "money": _plain(row["money"]),
            "cost": _plain(row["cost"]), "each": _plain(row["each"]), "low": _plain(row["each_low"]),
            "high": _plain(row["each_high"]), "floor": _plain(row["each_low"]),
            "own": _plain(row.get("own", 0.0)) or 0.0, "share": self._share,
            "half_hours": _plain(row["hours"] / 2), "fit": _plain(row.get("fit")), "told": int(row["told"]),
            **({} if self.recent else {"until": row["until"].date().isoformat()}),
        }  # fmt: skip

    @property
    def _share(self) -> float | None:
        """Which part of the lines that all networks share is put down to it: nothing ends with it."""
        money, own = self.row["money"], self.row.get("own", 0.0)
        table = self.found.table
        shared = table["money"].sum() - table.get("own", table["money"] * 0.0).sum()
        return _plain((money - own) / shared) if shared > 0 else None

    @property
    def whole(self) -> bool:
        """Whether the exports tell of nearly all days of the window."""
        return int(self.row["told"]) >= TOLD * self.found.window.days

    @property
    def recent(self) -> bool:
        """Whether its exports tell of the month itself, or of nothing at all."""
        until = self.row["until"]
        return bool(pd.isna(until)) or until >= pd.Timestamp(self.found.window.end).replace(day=1)

    @property
    def last(self) -> float | None:
        """How often it comes last, over all that may count most; None where it is not ranked."""
        return _plain(self.stands.last(self.platform))

    @property
    def wish(self) -> Message:
        """What would let somebody judge it: its posts exported, or enough of them published."""
        return Message(_MORE if self.whole else EXPORT, self.values)

    @property
    def timed(self) -> bool:
        """Whether anybody booked hours."""
        return self.values["hours"] is not None


def _plain(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)


def cases(found: Networks, stands: Standing) -> tuple[Case, ...]:
    """Return the networks in the order of the brief."""
    return tuple(Case(str(name), row, found, stands) for name, row in found.table.iterrows())


def evidence_items(case: Case) -> list[Item]:
    """Return what is known of one network."""
    items, days = [_posts(case)], {"days": case.found.window.key}
    if case.values["money"] is not None:
        key = _COST if case.values["cost"] is not None else _COST_ALONE
        if not case.timed:
            key = _MONEY_ALONE
        items.append(_evidence(case, "cost", key, value=case.values["money"], unit="money",
                               about={"tables": "costs", "rows": "+".join(UPKEEP), **days}))  # fmt: skip
    if case.row["asked"] > 0:
        values: dict[str, Scalar] = {name: _plain(case.row[name]) for name in ("messages", "unanswered", "complaints")}
        title, asked = Message(_LOAD, {**case.values, **values}), int(case.row["asked"])
        low, high = wilson(float(case.row["unanswered"]) * asked, asked)
        items.append(Item.of(_id(case, "load"), title, judge([counted(asked, _MESSAGES)]),
                             value=_plain(case.row["unanswered"]), low=low, high=high, unit="rate", n=asked,
                             about={"platform": case.platform, "tables": "inbox", **days}))  # fmt: skip
    if case.values["fit"] is not None:
        items.append(_evidence(case, "fit", _FIT, value=case.values["fit"], unit="rate",
                               about={"tables": "audience customers"}))  # fmt: skip
    if (place := place_of(case.stands, case.platform)) is not None:
        items.append(Item(id=_id(case, "rank"), kind=Kind.EV, title=place, verdict=Verdict.JUDGE,
                          value=_plain(case.stands.first(case.platform)), unit="rate",
                          about={"platform": case.platform, "tables": _WEIGHED, "rows": "all", **days}))  # fmt: skip
    if pd.isna(case.row["followers"]):
        title = Message(N_("Nobody counts the followers of {network}"), case.values)
        items.append(Item.of(_id(case, "followers"), title, judge([], collect=Message(_COUNT, case.values)),
                             about={"platform": case.platform, "tables": "competitors daily"}))  # fmt: skip
    return items


# What networks are compared by.
_WEIGHED = "posts costs inbox mentions channels"
_COST = N_(
    "{network} takes about {hours:about} {hours:plural|hour|hours} a week and {money:money0} a month: each like, "
    "comment or share "
    "costs {cost:money}"
)
_COST_ALONE = N_("{network} takes about {hours:about} {hours:plural|hour|hours} a week and {money:money0} a month")
_MONEY_ALONE = N_("{network} takes about {money:money0} a month; nobody booked the hours")
_LOAD = N_(
    "{messages:number1} messages a week come through {network}; {unanswered:percent} of them get no answer from a "
    "person, and {complaints:percent} are complaints"
)
_FIT = N_(
    "By age, {fit:percent} of the people on {network} are like our customers, as the network itself tells their ages"
)
_MESSAGES = N_("{found:number} messages of at least {needed:number}")
ROWS = N_("{found:number} posts of at least {needed:number}")


def _id(case: Case, what: str) -> str:
    return item_id("EV", "channel", case.platform, what)


def counted(found: int, key: str) -> Check:
    """Return the check that there are ten rows or more."""
    return Check("rows", found >= MIN_POSTS, Message(key, {"found": found, "needed": MIN_POSTS}))


def _evidence(case: Case, what: str, key: str, **rest: Any) -> Item:
    """Return what rests on a rule of ours, such as how hours are split: a judgement, whatever its digits."""
    about = {"platform": case.platform, **rest.pop("about", {})}
    title = Message(key, case.values)
    return Item(id=_id(case, what), kind=Kind.EV, title=title, verdict=Verdict.JUDGE, about=about, **rest)


def _posts(case: Case) -> Item:
    rows = counted(int(case.row["posts"]), ROWS)
    known = case.values["each"] is not None
    key = _EACH if known else _UNTOLD if case.row["posts"] else _FLEETING if case.row["pieces"] else _NONE
    if known and case.values["low"] is None:
        key = _EACH_ALONE
    key = key if case.whole else _PART.get(key, key)
    ends = {"value": case.values["each"], "low": case.values["low"], "high": case.values["high"], "unit": "count"}
    return Item.of(_id(case, "posts"), Message(key, case.values), judge([rows], collect=case.wish),
                   n=int(case.row["posts"]),
                   about={"platform": case.platform, "tables": "posts", "days": case.found.window.key,
                          "rows": Scope((case.platform,), without=FLEETING).key},
                   **(ends if known else {}))  # fmt: skip


_EACH = N_(
    "On {network} we published {posts:number} posts in three months; each brought {each:number} likes, comments and "
    "shares ({low:number} to {high:number})"
)
_EACH_ALONE = N_(
    "On {network} we published {posts:number} posts in three months; each brought {each:number} likes, comments and "
    "shares"
)
_UNTOLD = N_(
    "On {network} we published {posts:number} posts in three months; its exports do not tell likes, comments and shares"
)
_PART = {
    _EACH: N_(
        "Of the last three months the exports of {network} tell {told:number} days, with {posts:number} posts; each "
        "brought {each:number} likes, comments and shares ({low:number} to {high:number})"
    ),
    _EACH_ALONE: N_(
        "Of the last three months the exports of {network} tell {told:number} {told:plural|day|days}, with "
        "{posts:number} {posts:plural|post|posts}; each brought {each:number} likes, comments and shares"
    ),
    _UNTOLD: N_(
        "Of the last three months the exports of {network} tell {told:number} {told:plural|day|days}, with "
        "{posts:number} {posts:plural|post|posts}, and not their likes, comments and shares"
    ),
}
_FLEETING = N_(
    "On {network} we published {pieces:number} {pieces:plural|story or live stream|stories and live streams} in three "
    "months, and no post that stays"
)
_NONE = N_("No export holds a post of {network} from the last three months")
