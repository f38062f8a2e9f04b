"""Notebook 02's panel: several judges rate the items and say which group matters more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from ipywidgets import HTML, Button, Combobox, Dropdown, HBox, Label, Layout, VBox

from smmkit.client import Client
from smmkit.client.roles import holds_role_word
from smmkit.errors import SmmkitError
from smmkit.folders import command
from smmkit.ledger import Item
from smmkit.present.display import table_html
from smmkit.present.fixed import FixedPanel, live, with_fixed_table
from smmkit.scoring import weights_of_judges
from smmkit.sources.hand_kept import put_rows
from smmkit.text import N_, Text, retell
from smmkit.topics.swot.analysis import EXPERT, QUADRANTS, Weighing
from smmkit.topics.swot.tables import NAMES

PLAIN = "Ratings panel"
RATIOS = {1 / times: f"1 : {times}" for times in range(9, 1, -1)} | {
    float(times): f"{times} : 1" for times in range(1, 10)
}
"""Saaty's scale, as judges say it: so many times as important."""
SINGULAR = dict(zip(QUADRANTS, ("strength", "weakness", "opportunity", "threat"), strict=True))
_NARROW, _SHORT = Layout(width="9em"), Layout(width="5em", min_width="5em")


def ratings_panel(
    weighing: Weighing,
    items: Sequence[Item],
    judged: Mapping[str, pd.DataFrame],
    client: Client,
    text: Text,
    *,
    period: str,
) -> VBox | FixedPanel:
    """Build the form in which judges rate the SWOT.

    Parameters
    ----------
    weighing, items
        The SWOT and its ledger items.
    judged
        What was judged so far: canonical tables `swot_ratings` and `judgements`.
    client
        The brief; its folder takes what is saved.
    text
        The language of the panel.
    period
        The month, for the command that takes the answers in.

    Returns
    -------
    VBox or FixedPanel
        In a run, and where no kernel is, the table of what was judged so far.

    """
    named, ratings = _named(weighing, items, text), judged["swot_ratings"]
    html = table_html(ratings_table(named, ratings, text))
    if not named or not live():
        return FixedPanel(html, PLAIN)
    again = command("run", client.slug, "--period", period)
    return with_fixed_table(_Form(named, ratings, judged["judgements"], client, text, again).box(), html, PLAIN)


@dataclass(frozen=True)
class Named:
    """An item of the SWOT as a judge sees it: `key` is what the tables call it."""

    key: str
    quadrant: str
    said: str


def _named(weighing: Weighing, items: Iterable[Item], text: Text) -> list[Named]:
    said = {item.id: text(item.title) for item in items}
    rows = weighing.table.to_dict("records")
    return [
        Named(str(row["subject"] if row["kind"] == EXPERT else row["id"]), str(row["quadrant"]), said[str(row["id"])])
        for row in rows
    ]


def ratings_table(named: Sequence[Named], ratings: pd.DataFrame, text: Text) -> pd.DataFrame:
    """Return each item with what every judge gave it; judges without a rating leave a dash."""
    judges = sorted(map(str, ratings["judge"].dropna().unique()))
    given = {(str(row["judge"]), str(row["item"])): float(row["rating"]) for row in ratings.to_dict("records")}
    rows = [
        (one.said, text.word(NAMES[one.quadrant]), *(_rating(given.get((judge, one.key)), text) for judge in judges))
        for one in named
    ]
    return pd.DataFrame(rows, columns=[text.word(N_("Item")), text.word(N_("Quadrant")), *judges], dtype="str")


def _rating(value: float | None, text: Text) -> str:
    return "–" if value is None else text.number(value)


def _scale(quadrant: str) -> list[tuple[str, int]]:
    """Return the ratings an item may get: judges are held to its side of the matrix (David 1986)."""
    first, last = {QUADRANTS[0]: (3, 4), QUADRANTS[1]: (1, 2)}.get(quadrant, (1, 4))
    return [("–", 0), *((str(one), one) for one in range(first, last + 1))]


@dataclass
class _Form:
    """The controls and what they do."""

    named: Sequence[Named]
    ratings: pd.DataFrame
    judgements: pd.DataFrame
    client: Client
    text: Text
    again: str
    said: HTML = field(default_factory=HTML)
    sure: HTML = field(default_factory=HTML)
    before: dict[Any, Any] = field(default_factory=dict)
    turned: set[tuple[str, str]] = field(default_factory=set)

    def box(self) -> VBox:
        text = self.text
        judges = dict.fromkeys([*self.client.roles.names.values(), *self.ratings["judge"], *self.judgements["judge"]])
        self.judge = Combobox(options=[str(one) for one in judges], description=text("Judge"), ensure_option=False,
                              placeholder=text("a role, no name"), continuous_update=False,
                              style={"description_width": "initial"})  # fmt: skip
        self.rates = {one.key: Dropdown(options=_scale(one.quadrant), value=0, layout=_SHORT) for one in self.named}
        ratios = [(said, ratio) for ratio, said in RATIOS.items()]
        self.pairs = {pair: Dropdown(options=[("–", 0.0), *ratios], value=0.0, layout=_NARROW)
                      for pair in combinations(QUADRANTS, 2)}  # fmt: skip
        save = Button(description=text("Save"))
        save.on_click(lambda _: self._save())
        self.judge.observe(lambda _: self._fill(), names="value")
        for pair in self.pairs.values():
            pair.observe(lambda _: self._consistency(), names="value")
        return VBox([self.judge, *self._item_rows(), *self._pair_rows(), self.sure, save, self.said])

    def _item_rows(self) -> list[Any]:
        asked = self.text("Rate each item: strengths 3 or 4, weaknesses 1 or 2, all others from 1 to 4.")
        head = HTML(f"<b>{escape(asked)}</b>")
        rows = [
            HBox([self.rates[one.key], HTML(f"{escape(self.text.word(NAMES[one.quadrant]))} · {escape(one.said)}")])
            for one in self.named
        ]
        return [head, *rows]

    def _pair_rows(self) -> list[Any]:
        words = {name: self.text.word(NAMES[name]) for name in QUADRANTS}
        head = HTML(
            f"<b>{escape(self.text('How many times as much does the left group matter as the right one?'))}</b>"
        )
        rows = [
            HBox([Label(words[left], layout=_NARROW), self.pairs[left, right], Label(words[right])])
            for left, right in self.pairs
        ]
        return [head, *rows]

    def _fill(self) -> None:
        """Show what the judge said before."""
        judge = self.judge.value.strip()
        own = self.ratings[self.ratings["judge"] == judge]
        given = {str(row.item): round(float(row.rating)) for row in own.itertuples()}
        for key, control in self.rates.items():
            allowed = [value for _, value in control.options]
            control.value = given[key] if given.get(key) in allowed else 0
        mine = self.judgements[(self.judgements["judge"] == judge) & (self.judgements["topic"] == "swot")]
        self.turned = {(str(row.right), str(row.left)) for row in mine.itertuples()}
        said = {(str(row.left), str(row.right)): float(row.ratio) for row in mine.itertuples()}
        said |= {(right, left): 1 / ratio for (left, right), ratio in said.items()}
        for pair, control in self.pairs.items():
            ratio = said.get(pair, 0.0)
            control.value = min(RATIOS, key=lambda one: abs(np.log(one / ratio))) if ratio else 0.0
        self.before = self._answers()

    def _answers(self) -> dict[Any, Any]:
        """Return what stands on the form."""
        return {key: one.value for key, one in (*self.rates.items(), *self.pairs.items())}

    def _compared(self, judge: str, left: str, right: str) -> dict[str, str]:
        """Return a comparison as a row, in the order in which the judge's own row has it."""
        ratio = float(self.pairs[left, right].value)
        if (left, right) in self.turned:
            left, right, ratio = right, left, 1 / ratio
        return {"judge": judge, "topic": "swot", "left": left, "right": right, "ratio": f"{ratio:.4g}"}

    def _consistency(self) -> None:
        """Say whether a judge contradicts himself, as soon as all pairs are compared."""
        if not all(control.value for control in self.pairs.values()):
            self.sure.value = ""
            return
        rows = [("x", left, right, control.value) for (left, right), control in self.pairs.items()]
        found = weights_of_judges(pd.DataFrame(rows, columns=["judge", "left", "right", "ratio"]), list(QUADRANTS))
        shares = ", ".join(
            f"{self.text.word(NAMES[name])} {self.text.percent(found.weights[name])}" for name in QUADRANTS
        )
        key = N_("These answers agree with one another: {shares}.") if found.consistent else N_(
            "These answers contradict one another: {shares}. Look at the pairs again.")  # fmt: skip
        self.sure.value = escape(self.text(key, shares=shares))

    def _save(self) -> None:
        judge = " ".join(self.judge.value.split())
        if not holds_role_word(judge) and judge not in {*self.client.roles.names.values(), *self.ratings["judge"]}:
            self.said.value = escape(self.text("Say who judges: a role such as sales or management, no person's name."))
            return
        rates = [
            {"judge": judge, "item": key, "rating": str(one.value)} for key, one in self.rates.items() if one.value
        ]
        pairs = [self._compared(judge, *pair) for pair, one in self.pairs.items()
                 if one.value and one.value != self.before.get(pair, 0.0)]  # fmt: skip
        if not rates and not pairs:
            self.said.value = escape(self.text("Nothing new is rated, so nothing was saved."))
            return
        try:
            files = self._written(rates, pairs)
        except (SmmkitError, OSError) as error:
            self.said.value = escape(retell(str(error), self.text))
            return
        key = N_("Saved in {files}. The next run takes it in: {command}")
        self.said.value = escape(self.text(key, files=", ".join(path.name for path in files), command=self.again))
        self.before = self._answers()

    def _written(self, rates: list[dict[str, str]], pairs: list[dict[str, str]]) -> list[Path]:
        folder, files = self.client.folder, []
        if rates:
            files.append(put_rows(folder, "swot_ratings", rates, key=("judge", "item")))
        if pairs:
            files.append(put_rows(folder, "judgements", pairs, key=("judge", "topic", "left", "right")))
        return files
