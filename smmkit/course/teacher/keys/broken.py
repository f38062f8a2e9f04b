"""Keys of the exercises that break something: an input is changed, and the ledgers of both runs are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from smmkit.course.teacher.expect import Case, Expected, amount, exactly, key, near
from smmkit.course.teacher.keys.money import booked
from smmkit.course.trial import decided, scratch_copy
from smmkit.ledger import Item
from smmkit.ledger.numbers import shown


def ledger_difference(before: Mapping[str, Item], after: Mapping[str, Item]) -> Expected:
    """Return what became of a ledger: ids that are gone, those with another verdict or number, and new ones.

    Parameters
    ----------
    before, after
        The items of the two runs by id. A number is another one if it is shown as another one.

    """
    both = before.keys() & after.keys()
    other = [one for one in both if _decision(before[one]) != _decision(after[one])]
    return {
        "gone": {"ids": sorted(before.keys() - after.keys()), "of": sorted(before)},
        "changed": {"ids": sorted(other), "of": sorted(before)},
        "new": {"ids": sorted(after.keys() - before.keys()), "of": []},
    }


def _decision(item: Item) -> tuple[str, float | None]:
    return item.verdict.value, shown(item.value, item.unit)


def _broken(case: Case, part: str, change: Callable[[Path], None]) -> Expected:
    """Run one notebook on the client and on a changed copy of it; return what differs."""
    wb = case.wb
    known, found = wb.out.parent, []
    with TemporaryDirectory() as folder:
        for name in ("as_it_is", "changed"):
            copy = scratch_copy(wb.client.folder, Path(folder) / name)
            if name == "changed":
                change(copy / "exports")
            items = decided(copy, part, out=copy.parents[2], period=str(wb.period), lang=wb.text.lang, known=known)
            found.append({item.id: item for item in items})
    return ledger_difference(*found)


def _without_ads(exports: Path) -> None:
    for file in exports.glob("*Campaign*"):
        file.unlink()


def _without_customers(exports: Path) -> None:
    (exports / "customers.csv").unlink()


def _shuffled(exports: Path) -> None:
    """Give each interest to other customers: its column keeps its values, in another order."""
    table = pd.read_csv(exports / "customers.csv", dtype="str", keep_default_na=False)
    asked = [name for name in table.columns if name.startswith("interest_")]
    for place, name in enumerate(asked):
        table[name] = table[name].sample(frac=1, random_state=place).tolist()
    table.to_csv(exports / "customers.csv", index=False)


def _dearer(exports: Path) -> None:
    """Let every advert have cost twice what it cost."""
    for file in exports.glob("*Campaign*"):
        table = pd.read_csv(file, dtype="str", keep_default_na=False)
        spent = next(name for name in table.columns if name.startswith(("Amount spent", "Importe gastado")))
        cost = pd.to_numeric(table[spent]) * 2
        table[spent] = ["" if pd.isna(one) else f"{one:.2f}" for one in cost]
        table.to_csv(file, index=False)


@key("00-without-ads")
def without_ads(case: Case) -> Expected:
    """What only the ads export knows: money, and what the audit says of the data."""
    gone = float(case.wb.month("ads")["spend"].sum())
    own = {"money": amount(gone), "share": near(gone / booked(case).sum(), share=0.01, least=0.002)}
    return _broken(case, "00", _without_ads) | own


@key("02-without-customers")
def without_customers(case: Case) -> Expected:
    """What rests on the list of customers, from the fact to the strategy."""
    customers = case.wb.table("customers")
    own = {"revenue": amount(customers["revenue"].sum()), "orders": exactly(customers["orders"].sum())}
    return _broken(case, "02", _without_customers) | own


@key("04-none")
def none(case: Case) -> Expected:
    """What is left of the segments where each interest belongs to somebody else; the sums are the same."""
    customers = case.wb.table("customers")
    interests = near(customers.filter(like="interest_").sum().sum(), share=0.0, least=0.02)
    return _broken(case, "04", _shuffled) | {"interests": interests, "revenue": amount(customers["revenue"].sum())}


@key("06-dearer")
def dearer(case: Case) -> Expected:
    """What is left of the budget where every advert costs twice as much; and what they cost, as they were."""
    spent = case.wb.table("ads")["spend"].sum()
    return _broken(case, "06", _dearer) | {"spent": amount(spent)}
