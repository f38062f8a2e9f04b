"""Notebook 07's panel: move a post, change its state; it goes into the client's calendar as an import does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from html import escape
from zoneinfo import ZoneInfo

from ipywidgets import HTML, Button, DatePicker, Dropdown, HBox, Layout, Select, VBox
from ipywidgets import Text as WrittenText

from smmkit.client import Client
from smmkit.errors import SmmkitError
from smmkit.plan.calendar import load_calendar
from smmkit.plan.calendar_sheet import KEYS, STATE_WORDS, STATES, Merged, Row, as_rows, merged
from smmkit.plan.calendar_write import change_calendar
from smmkit.present.display import table_html
from smmkit.present.fixed import FixedPanel, live, with_fixed_table
from smmkit.schema import platform_name
from smmkit.text import N_, Text, retell
from smmkit.topics.calendar.proposals.board import Board
from smmkit.topics.calendar.tables import month_table

PLAIN = "Calendar panel"
NOTHING = N_("The month holds no post, so there is nothing to move.")


def calendar_panel(board: Board, client: Client, text: Text) -> VBox | FixedPanel:
    """Build the panel of the month's posts.

    Parameters
    ----------
    board
        The month: the client's own posts, and those proposed.
    client
        The brief; its folder holds `calendar.csv`.
    text
        The language of the panel.

    Returns
    -------
    VBox or FixedPanel
        In a run, and where no kernel is, the table of the month.

    """
    if board.own.empty and board.proposed.empty:
        return FixedPanel(f"<p>{escape(text(NOTHING))}</p>", PLAIN)
    html = table_html(month_table(board, text))
    if not live():
        return FixedPanel(html, PLAIN)
    proposed = {row["post_id"]: {name: row.get(name, "") for name in KEYS} for row in as_rows(board.proposed)}
    own = [str(one) for one in board.own["post_id"]]
    return with_fixed_table(_Posts(own, proposed, client, text).box(), html, PLAIN)


@dataclass
class _Posts:
    """The controls and what they do."""

    own: list[str]
    proposed: dict[str, Row]
    client: Client
    text: Text
    said: HTML = field(default_factory=HTML)
    seen: dict[str, Row] = field(default_factory=dict)

    def box(self) -> VBox:
        text = self.text
        own = {"description_width": "initial"}
        self.posts = Select(description=text("Posts"), rows=10, layout=Layout(width="100%"), style=own)
        self.day = DatePicker(description=text("Day"))
        self.hour = WrittenText(description=text("Hour"), placeholder="18:30", layout=Layout(width="14em"))
        states = [(text.word(STATE_WORDS[state]), state) for state in STATES]
        self.state = Dropdown(options=states, description=text("State"))
        roles = self.client.roles.names
        self.role = Dropdown(options=[(f"{text.word(key)} ({said})", key) for key, said in roles.items()],
                             description=text("Who decides"), style={"description_width": "initial"})  # fmt: skip
        save = Button(description=text("Save"))
        save.on_click(lambda _: self._save())
        self.posts.observe(lambda _: self._show(), names="value")
        self._fill()
        return VBox([self.posts, HBox([self.day, self.hour, self.state]), HBox([self.role, save]), self.said])

    def _fill(self) -> None:
        """Read the calendar and list its posts of the month, and the proposed ones it does not hold yet."""
        try:
            rows = {row["post_id"]: row for row in as_rows(load_calendar(self.client.folder))}
        except (SmmkitError, OSError) as error:
            self.said.value = escape(retell(str(error), self.text))
            return
        mine = [name for name in self.own if name in rows] + [name for name in self.proposed if name in rows]
        new = [name for name in self.proposed if name not in rows]
        self.seen = {name: rows.get(name, self.proposed.get(name, {})) for name in (*mine, *new)}
        ordered = sorted(self.seen, key=lambda name: (self.seen[name]["on"], self.seen[name]["at"]))
        before = self.posts.value
        self.posts.options = [(self._label(name, new=name in new), name) for name in ordered]
        if before in self.seen:
            self.posts.value = before
        self._show()

    def _label(self, name: str, *, new: bool) -> str:
        row, text = self.seen[name], self.text
        whose = text("proposed") if new else text.word(STATE_WORDS.get(row["state"], STATE_WORDS["idea"]))
        subject = row.get("axis") or ""
        said = row.get("title") or row.get("copy") or self.client.subjects.get(subject, subject)
        what = " ".join(said.split())[:60]
        words = (text.date(row["on"]), row["at"], platform_name(row["network"]), text.word(row["format"]), what, whose)
        return " · ".join(word for word in words if word)

    def _show(self) -> None:
        row = self.seen.get(str(self.posts.value))
        if row is not None:
            self.day.value = date.fromisoformat(row["on"]) if row["on"] else None
            self.hour.value, self.state.value = row["at"], row["state"] or STATES[0]

    def _save(self) -> None:
        name = str(self.posts.value)
        was, on = self.seen.get(name), self.day.value
        if was is None or on is None:
            self.said.value = escape(self.text("Choose a post and give it a day, then save."))
            return
        row = {**was, "on": str(on), "at": self.hour.value.strip(), "state": str(self.state.value)}
        today = datetime.now(ZoneInfo(self.client.timezone)).date()
        change: Callable[[list[Row]], Merged] = lambda rows: merged(  # noqa: E731
            rows, [row], {name: was}, role=str(self.role.value), on=today
        )
        try:
            found = change_calendar(self.client.folder, change)
        except (SmmkitError, OSError) as error:
            self.said.value = escape(retell(str(error), self.text))
            return
        self.said.value = "".join(f"<p role='status'>{escape(self.text(one))}</p>" for one in found.told())
        self._fill()
