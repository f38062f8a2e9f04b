"""Keys of the exercises about money, orders, visits and campaigns."""

from __future__ import annotations

import pandas as pd

from smmkit.course.teacher.expect import Case, Expected, amount, any_of, exactly, key, near, total
from smmkit.measures.kpis import Scope, Window, kpi_value

# The sound estimate may miss the planted lift by so much; the naive ones miss it by more.
_CAMPAIGN_ROOM = 0.1


def booked(case: Case) -> pd.Series:
    """Return what each line cost in the month."""
    from smmkit.measures.spend import spend_by_line, spend_rows

    rows = spend_rows(case.wb.table("ads"), case.wb.table("costs"))
    return spend_by_line(rows, case.start, case.end).set_index("line")["amount"]


def purchases(case: Case, *, month: bool) -> pd.DataFrame:
    """Return spend and purchases of each campaign that brings purchases."""
    ads = case.wb.month("ads") if month else case.wb.table("ads")
    types = ads.groupby("campaign_name")["result_type"].agg(lambda said: said.dropna().mode().iloc[0])
    mine = types[types.str.contains("purchase")].index
    return ads[ads["campaign_name"].isin(mine)].groupby("campaign_name")[["spend", "results"]].sum().astype(float)


def orders(case: Case) -> pd.Series:
    """Return the orders of each of fourteen months."""

    def months() -> pd.Series:
        spans = [case.wb.period.shift(-back) for back in range(13, -1, -1)]
        facts = case.wb.facts
        return pd.Series(
            {str(one): kpi_value("key_events", facts, Scope(), Window(one.start, one.end)).value for one in spans}
        )

    found: pd.Series = case.once("orders", months)
    return found


def visits(case: Case) -> pd.Series:
    """Return the visits of each day."""
    return case.wb.table("web").groupby("day")["sessions"].sum().astype(float)


def key_events(case: Case) -> pd.Series:
    """Return the orders of each day."""
    return case.wb.table("web").groupby("day")["key_events"].sum().astype(float)


@key("03-baseline")
def baseline(case: Case) -> Expected:
    """Median of six months, best of fourteen."""
    months = orders(case)
    return {"median": near(months.iloc[-6:].median(), share=0.001), "best": exactly(months.max())}


@key("03-wish")
def wish(case: Case) -> Expected:
    """What the approver wishes for, and how far away it is."""
    told = case.wb.table("wishes")
    wanted, months = float(told.loc[told["goal_id"] == "more-orders", "wish"].iloc[0]), orders(case)
    return {
        "wish": exactly(wanted),
        "above": near(wanted / months.iloc[-6:].median() - 1, least=0.006),
        "met": exactly((months >= wanted).sum()),
        "lacking": exactly(max(wanted - months.iloc[-1], 0)),
    }


@key("03-august")
def august(case: Case) -> list[Expected]:
    """A change of one month, of which nothing says where it came from."""
    months = orders(case)
    change = near(months["2026-08"] / months["2026-07"] - 1, least=0.006)
    both = exactly(months["2026-07"] + months["2026-08"])
    came = total(visits(case)["2026-07-01":"2026-08-31"].sum())
    return [{"change": change, "orders": both, "visits": came, "verdict": any_of("NO DATA", "TEST")}]


@key("06-pace")
def pace(case: Case) -> Expected:
    """The ads line against its approved amount."""
    spent = booked(case)["meta-ads"]
    approved = next(line.amount for line in case.wb.plan.lines_in_force if line.booked_as == "meta-ads")
    return {"spent": amount(spent), "over": near(spent / float(approved or 1) - 1, least=0.006)}


@key("06-cost")
def cost(case: Case) -> Expected:
    """The cheaper campaign among those that bring purchases."""
    bought = purchases(case, month=True)
    each = bought["spend"] / bought["results"]
    mine = bought[each == each.min()].iloc[0]
    best = {"campaign": any_of(each.idxmin()), "purchases": exactly(mine["results"]), "spent": amount(mine["spend"])}
    return best | {"cost": near(each.min(), share=0.005)}


@key("06-double")
def double(case: Case) -> list[Expected]:
    """Amounts nobody ever spent."""
    ads = case.wb.table("ads")
    monthly = ads.groupby(ads["date_start"].dt.to_period("M"))["spend"].sum()
    most, in_all = amount(monthly.max()), amount(monthly.sum())
    return [{"verdict": any_of("NO DATA", "TEST"), "most": most, "in_all": in_all}]


@key("07-orders")
def selling_hour(case: Case) -> Expected:
    """Orders come by day."""
    came = total(visits(case)[case.start : case.end].sum())
    return {"verdict": any_of("NO DATA"), "orders": exactly(orders(case).iloc[-1]), "visits": came}


@key("09-campaign")
def campaign(case: Case) -> Expected:
    """The planted lift of visits, widened by what chance did to those weeks."""
    planted = case.truth["campaign"]
    added = near(planted["lift"], share=0.0, least=_CAMPAIGN_ROOM)
    came, bought = visits(case), key_events(case)
    days = slice(pd.Timestamp(planted["start"]), pd.Timestamp(planted["end"]))
    both = {"visits": total(came[days].sum()), "orders": exactly(bought[days].sum())}
    return {"added": added, **both, "verdict": any_of("DECIDE")}


@key("09-spring")
def spring(case: Case) -> list[Expected]:
    """The giveaway that brought nothing that can be seen."""
    span = case.truth["campaign_without_effect"]
    days = slice(pd.Timestamp(span["start"]), pd.Timestamp(span["end"]))
    mean, bought = visits(case)[days].mean(), exactly(key_events(case)[days].sum())
    return [{"visits": near(mean, share=0.0, least=0.5), "orders": bought, "verdict": any_of("NO DATA", "TEST")}]


@key("11-numbers")
def numbers(case: Case) -> Expected:
    """Visits, orders and cost of the month."""
    return {
        "visits": total(visits(case)[case.start : case.end].sum()),
        "orders": exactly(orders(case).iloc[-1]),
        "spent": amount(booked(case).sum()),
    }


@key("11-reach")
def summed_reach(case: Case) -> Expected:
    """Days of reach do not add up to people."""
    daily = case.wb.month("daily")
    reach = daily[(daily["platform"] == "instagram") & (daily["metric"] == "reach")]["value"].sum()
    return {"sum": total(reach), "verdict": any_of("NO DATA")}


@key("11-price")
def price(case: Case) -> Expected:
    """What a purchase cost, all campaigns together."""
    bought = purchases(case, month=True).sum()
    cost = near(bought["spend"] / bought["results"], share=0.005)
    return {"spent": amount(bought["spend"]), "purchases": exactly(bought["results"]), "cost": cost}


@key("14-five")
def five(case: Case) -> Expected:
    """A purchase by somebody new and by somebody called back."""
    bought = purchases(case, month=False)
    each = (bought["spend"] / bought["results"]).sort_values()
    both = {"dearer": near(each.iloc[-1], share=0.002), "cheaper": near(each.iloc[0], share=0.002)}
    return both | {"purchases": exactly(bought["results"].sum())}
