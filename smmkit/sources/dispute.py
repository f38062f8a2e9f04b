"""One number on which two reports differ, and the question that asks which of them is the whole."""

from __future__ import annotations

from dataclasses import dataclass

from smmkit.text import N_, Message, Scalar

WORDS = {
    "spend": N_("spend"), "impressions": N_("impressions"), "clicks_all": N_("clicks"), "clicks": N_("clicks"),
    "link_clicks": N_("link clicks"), "sessions": N_("sessions"), "engaged_sessions": N_("engaged sessions"),
    "events": N_("events"), "new_users": N_("new users"), "views": N_("views"), "likes": N_("likes"),
    "comments": N_("comments"), "shares": N_("shares"), "saves": N_("saves"), "reactions": N_("reactions"),
    "interactions": N_("interactions"), "orders": N_("orders"), "revenue": N_("revenue"),
    "followers_total": N_("followers"), "posts": N_("posts"), "rating": N_("rating"), "count": N_("number of ratings"),
    "market_share": N_("market share"), "visits": N_("visits"), "follows_new": N_("new followers"),
    "profile_visits": N_("profile visits"), "unfollows": N_("unfollows"), "watch_h": N_("hours watched"),
}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """How the numbers of a table behave when the same report is exported again.

    Parameters
    ----------
    day
        The column that says when a row was over.
    counts
        What a filter makes smaller and time does not.
    grows
        They count over a life, so that only a fall or a mixture of both is strange.
    by_hand
        Somebody counted them: of two counts of one day one is wrong, as within one file.

    """

    day: str
    counts: tuple[str, ...]
    grows: bool = False
    by_hand: bool = False


@dataclass(frozen=True)
class Dispute:
    """The number on which two reports differ most.

    Parameters
    ----------
    files
        Names of the two files; the same twice where one file holds two tables.
    pieces
        Their places among the tables that were put together.
    account
        Network and account, where the table has them; "" where a row names none.
    what, day, numbers
        The column or metric, the day (ISO; empty where there is none), and the two numbers.
    rule
        What else is known of the table.

    """

    files: tuple[str, str]
    pieces: tuple[int, int]
    account: tuple[str, ...]
    what: str
    day: str
    numbers: tuple[float, float]
    rule: Rule

    def told(self) -> Message:
        """Return the question."""
        values: dict[str, Scalar] = {
            "file": self.files[0], "other": self.files[1], "what": WORDS.get(self.what, self.what), "day": self.day,
            "one": self.numbers[0], "two": self.numbers[1],
        }  # fmt: skip
        if self.rule.day == "last_order_on":
            return Message(_CUSTOMER, values)
        if not self.day:
            return Message(_UNDATED, values)
        if self.rule.by_hand:
            whole = all(number == int(number) for number in self.numbers)
            return Message(_COUNTED if whole else _SHARES, values)
        if self.files[0] == self.files[1]:
            return Message(_ONE_FILE, values)
        if self.rule.grows:
            return Message(_POST, values)
        return Message(_TWO_FILES, values)


_TWO_FILES = N_(
    "“{file}” and “{other}” tell the same differently. {day:date}, {what:word}: {one:number} in the first and "
    "{two:number} in the second. Days that are over hardly change, so one of them was filtered, or both. Neither is "
    "counted. Export once without a filter, or take the one that is not the whole out of the folder."
)
_ONE_FILE = N_(
    "“{file}” tells the same twice, in two of its tables, and differently. {day:date}, {what:word}: {one:number} in "
    "one and {two:number} in the other. Days that are over hardly change, so one of them was filtered, or both. "
    "Neither is counted. Export once without a filter or comparison."
)
_COUNTED = N_(
    "“{file}” and “{other}” count the same differently. {day:date}, {what:word}: {one:number} in the first and "
    "{two:number} in the second. Which count is right? Neither is used until the other is removed."
)
_SHARES = N_(
    "“{file}” and “{other}” count the same differently. {day:date}, {what:word}: {one:number2} in the first and "
    "{two:number2} in the second. Which count is right? Neither is used until the other is removed."
)
_POST = N_(
    "“{file}” and “{other}” tell the same differently. A post of {day:date}, {what:word}: {one:number} in the first "
    "and {two:number} in the second. What a post earned does not become less, so one of them was filtered or covers "
    "other days. Neither is counted. Export once without a filter and over the whole time, or take one out of the "
    "folder."
)
_CUSTOMER = N_(
    "“{file}” and “{other}” tell the same differently. One customer, {what:word}: {one:number} in the first and "
    "{two:number} in the second. What somebody bought does not become less, so one of them was filtered or begins "
    "later. Neither is counted. Export once without a filter and over the whole time, or take one out of the folder."
)
_UNDATED = N_(
    "“{file}” and “{other}” tell the same differently. Without a day, {what:word}: {one:number} in the first and "
    "{two:number} in the second. Neither is counted. Export once without a filter, or take one out of the folder."
)
