"""A client's budget from its tables to a split, in one record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

import pandas as pd

from smmkit.allocation.optimise import Split, optimise
from smmkit.allocation.uncertainty import Comparison, compare
from smmkit.measures.coverage import Told
from smmkit.measures.money_told import ads_told
from smmkit.measures.names import line_name
from smmkit.metrics import HALF_A_CENT
from smmkit.topics.budget.analysis.bookings import capacity, spread_invoices
from smmkit.topics.budget.analysis.frame import Frame
from smmkit.topics.budget.analysis.known import Silent, known_lines
from smmkit.topics.budget.analysis.levels import Level, lines_of
from smmkit.topics.budget.analysis.line_keys import named_as
from smmkit.topics.budget.analysis.lines import budget_frame, settled
from smmkit.topics.budget.analysis.responses import Responses, barely_identified, response_table, responses
from smmkit.topics.budget.analysis.rules import WrittenLimit
from smmkit.topics.budget.analysis.series import Series, channel_of, monthly_spend
from smmkit.topics.budget.analysis.tightness import limit_table
from smmkit.topics.budget.analysis.value import worth_per_result

MONTHS = 12


@dataclass(frozen=True)
class Study:
    """What is spent, what it brings, and how it would be split.

    Parameters
    ----------
    spend
        Every amount by line and day, from `measures.spend.spend_rows`.
    now
        Mean monthly spend per line over the last year.
    series
        Weekly money and results of the lines whose results are counted.
    found
        Response curves and what they rest on.
    frame
        Lines, total and rules.
    split, comparison
        The best split of the elastic lines and how it compares with today's;
        None where no line has a curve or no money is left to split.
    worth
        Revenue per result of each line; missing where not recorded.
    limits
        What each limit of the client costs, from `limit_table`.
    most
        The most each line was able to spend lately, money a month.
    titles
        What the plan calls its lines, by the name the tables have for them.
    accounts
        Where campaigns are the lines: the line of the account that is billed for each, by campaign; else empty.
    wholes
        Money a month of these accounts in the plan, by their line; those that have none are missing.
    told
        The days the files of ads tell of, by line.
    until
        The last day something tells of, by line.
    silent
        Lines that are not paid at present and that the plan gives nothing. They are no lines of the frame, so what
        they cost goes to nobody unasked.

    """

    spend: pd.DataFrame
    now: pd.Series
    series: Series
    found: Responses
    frame: Frame
    split: Split | None
    comparison: Comparison | None
    worth: pd.Series
    limits: pd.DataFrame
    most: pd.Series
    titles: Mapping[str, str] = field(default_factory=dict)
    accounts: Mapping[str, str] = field(default_factory=dict)
    wholes: Mapping[str, float] = field(default_factory=dict)
    told: Told = field(default_factory=dict)
    until: Mapping[str, pd.Timestamp] = field(default_factory=dict)
    silent: Silent = field(default_factory=Silent)

    def name_of(self, line: str) -> str:
        """Return what people call a line (catalogue key, or the client's own words)."""
        return line_name(line, self.titles)

    @property
    def returns(self) -> pd.DataFrame:
        """What each line brings at today's spend, from `response_table`."""
        return response_table(self.found, self.now)

    @property
    def booked(self) -> pd.Series:
        """What the month cost, by line as it is booked: campaigns together, at their account."""
        last = self.frame.lines["last"]
        whole = last.groupby([self.accounts.get(str(line), str(line)) for line in last.index], sort=False)
        return whole.sum(min_count=1).rename_axis("line")

    def held_to(self, approved: pd.Series) -> Study:
        """Return the study beside other approved amounts: those of the plan its month is judged by."""
        lines = self.frame.lines
        named = named_as(approved, map(str, lines.index)).reindex(lines.index)
        wholes = {line: float(approved[line]) for line in self.accounts.values() if line in approved.index}
        return replace(self, frame=replace(self.frame, lines=lines.assign(approved=named)), wholes=wholes)

    @property
    def rests(self) -> dict[str, float]:
        """Money a month of each account that the plan holds for it and gives to none of its campaigns."""
        given = self.frame.lines["approved"].groupby(
            [self.accounts.get(str(one), "") for one in self.frame.lines.index]
        )
        left = {line: whole - float(given.sum().get(line, 0.0)) for line, whole in self.wholes.items()}
        return {line: money for line, money in left.items() if money > HALF_A_CENT}

    @property
    def elastic_total(self) -> float:
        """Money the elastic lines share."""
        return self.frame.limits.total if self.frame.limits is not None else 0.0

    @property
    def amounts_now(self) -> pd.Series:
        """The plan, or the usual month where there is none, within the client's limits, to the cent, of all lines."""
        return settled(self.frame, self.frame.today)

    @property
    def amounts(self) -> pd.Series:
        """The best split, to the cent, of all lines; that of `amounts_now` where there is none."""
        return self.amounts_now if self.split is None else settled(self.frame, self.split.spend)


def study(
    ads: pd.DataFrame,
    costs: pd.DataFrame,
    web: pd.DataFrame,
    judgements: pd.DataFrame,
    *,
    approved: pd.Series,
    end: pd.Timestamp,
    total: float | None,
    step: float | None = None,
    draws: int = 200,
    rules: Sequence[WrittenLimit] = (),
    controls: pd.DataFrame | None = None,
    titles: Mapping[str, str] | None = None,
    parts: Mapping[str, str] | None = None,
) -> Study:
    """Follow a client's money from its tables to the best split they support.

    Results are the web's key events where the export holds them by channel:
    the same measure for every line. Without it, the campaigns of the ads rows
    are the lines, within the result type on which most is spent.

    Parameters
    ----------
    ads, costs, web, judgements
        Canonical tables; any may be empty.
    approved
        Money a month per line in the plan.
    end
        Last day of the month.
    total
        The client's monthly budget; None for what is spent today.
    step
        Money step of a proposal; None for cents.
    draws
        Draws of the curves.
    rules
        The client's limits.
    controls
        Canonical table: what else moves results.
    titles
        What the plan calls its lines.
    parts
        Lines of the plan that share the money of another: that line, by theirs.

    Returns
    -------
    Study
        Everything the notebook shows.

    """
    lines = partial(lines_of, ads, costs, web, approved, parts or {})
    (spend, series, named, accounts), found = _followed(lines, judgements, controls, draws)
    wholes = {line: float(approved[line]) for line in accounts.values() if line in approved.index}
    days = _days_told(ads, accounts)
    now = _usual_month(spend, judgements, found, end, days)
    known = known_lines(spend, [*now.index, *named.index], end, days, kept={*named.index, *judgements["line"]})
    told: dict[str, Any] = {"titles": titles or {}, "accounts": accounts, "wholes": wholes, "told": days, **known.days}
    found = _told_apart(found, going := now.drop(list(known.silent.all), errors="ignore"))
    most = capacity(spread_invoices(spend), end=end, told=days)
    made = partial(
        budget_frame, going, dict(zip(spend["line"], spend["kind"], strict=True)), named,
        elastic=[*found.curves.lines] if found.curves else [],
        total=total, step=step, last=known.month, most=most if not found.judged_only else None,
    )  # fmt: skip
    frame = made(rules=rules)
    worth = worth_per_result(web, _web_channels(spend))
    if found.curves is None or frame.limits is None:
        return Study(spend, now, series, found, frame, None, None, worth, limit_table(None, frame, made), most, **told)
    curves = found.curves.take([found.curves.lines.index(line) for line in frame.elastic])
    split = optimise(curves, frame.limits)
    comparison = compare(curves, frame.limits, split, frame.today)
    tightness = limit_table(curves, frame, made, split=split)
    found = replace(found, curves=curves)
    return Study(spend, now, series, found, frame, split, comparison, worth, tightness, most, **told)


def _followed(
    lines: Callable[..., Level], judgements: pd.DataFrame, controls: pd.DataFrame | None, draws: int
) -> tuple[Level, Responses]:
    """Return the lines and their curves; where only the team knows those of accounts, accounts are the lines."""
    level = lines()
    found = responses(level[1], judgements, controls=controls, draws=draws)
    asked = found.curves.lines if found.curves is not None and found.judged_only else ()
    return (lines(campaigns=False) if {*asked} & {*level[3].values()} else level), found


def _days_told(ads: pd.DataFrame, accounts: Mapping[str, str]) -> Told:
    """Give the days the files tell of by line: a campaign's are those of its account."""
    told = dict(ads_told(ads))
    return told | {line: told[account] for line, account in accounts.items() if account in told}


def _usual_month(
    spend: pd.DataFrame, judged: pd.DataFrame, found: Responses, end: pd.Timestamp, told: Told
) -> pd.Series:
    """Give the mean monthly spend per line; where it is unknown, what the team says it is."""
    now = monthly_spend(spend, months=MONTHS, end=end, told=told)
    if found.curves is None or not found.judged_only:
        return now
    return now.combine_first(judged.groupby("line")["spend_now"].mean().astype(float))


def _told_apart(found: Responses, now: pd.Series) -> Responses:
    """Leave out the lines whose curve is barely identified: nothing is moved on their account."""
    if found.curves is None or found.judged_only:
        return found
    spent = [at for at, line in enumerate(found.curves.lines) if float(now.get(line, 0.0)) > 0]
    if not spent:
        return replace(found, curves=None)
    asked = found.curves.take(spent)
    doubtful = barely_identified(asked, now)
    kept = [at for at, line in enumerate(asked.lines) if line not in doubtful]
    return replace(found, curves=asked.take(kept) if kept else None, left_out=doubtful, asked=asked)


def _web_channels(spend: pd.DataFrame) -> pd.Series:
    """Give the web channel of each line."""
    lines = spend.drop_duplicates("line").set_index("line")
    names = [channel_of(kind, platform) for kind, platform in zip(lines["kind"], lines["platform"], strict=True)]
    return pd.Series(names, index=lines.index, dtype=object)
