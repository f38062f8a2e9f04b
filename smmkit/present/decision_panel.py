"""The panel under a notebook's decisions: approve, reject or comment on each proposal, as the command line does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

import pandas as pd
from ipywidgets import HTML, Button, Dropdown, HBox, Layout, SelectMultiple, VBox
from ipywidgets import Text as WrittenText

from smmkit.errors import SmmkitError
from smmkit.folders import command
from smmkit.ledger import Item, Kind, Ledger
from smmkit.plan import Decision, Plan, decidable, stale_entries
from smmkit.plan.month import Month, approve_shown, comment_on, decision_of, open_questions, reject_proposed
from smmkit.present.decision import if_approved, status
from smmkit.present.display import table_html
from smmkit.present.fixed import FixedPanel, live, with_fixed_table
from smmkit.text import N_, Message, Text, retell

PLAIN = "Decision panel"
HEADINGS = (N_("Proposal"), N_("Status"), N_("Decided"), N_("Note"))
NOTHING = N_("Nothing in this notebook waits for a yes or a no.")
HOW = N_("To approve, reject or comment here: {command}")
_WIDE = Layout(width="100%")
_DONE = {
    "approve": N_("{id} is approved."),
    "reject": N_("{id} is rejected."),
    "comment": N_("The comment on {id} is kept."),
}
_WORDS = {"approve": N_("Approve"), "reject": N_("Reject"), "comment": N_("Leave a comment")}
_ACTS: dict[str, Callable[[Month, Sequence[str], Decision], Plan]] = {
    "approve": approve_shown, "reject": reject_proposed, "comment": comment_on,
}  # fmt: skip


def answerable(items: Sequence[Item]) -> list[Item]:
    """Return the items a panel asks about; posts are decided on in the calendar."""
    return [item for item in items if decidable(item) and item.kind is not Kind.PO]


def decision_panel(
    items: Sequence[Item], month: Callable[[], Month], plan: Plan, text: Text, *, client: str, ledger: Ledger
) -> VBox | FixedPanel:
    """Build the panel of a notebook's proposals.

    Parameters
    ----------
    items
        What the notebook proposed, as the run recorded it.
    month
        Opens the month as it is now, or says why it cannot be relied on; asked at each decision.
    plan
        What is decided so far.
    text
        The language of the panel.
    client
        Name of the client's folder, for the command that opens the lab.
    ledger
        All items of the month, to see which approvals still hold.

    Returns
    -------
    VBox or FixedPanel
        In a run, the table alone.

    """
    asked = answerable(items)
    if not asked:
        return FixedPanel(f"<p>{escape(text(NOTHING))}</p>", PLAIN)
    html = table_html(status_table(asked, plan, text, stale_entries(plan, ledger)))
    if not live():
        return FixedPanel(f"{html}<p>{escape(text(HOW, command=command('lab', client)))}</p>", PLAIN)
    return with_fixed_table(_Panel(asked, month, text).box(), html, PLAIN)


def status_table(items: Sequence[Item], plan: Plan, text: Text, stale: Collection[str]) -> pd.DataFrame:
    """Return what became of each proposal: its status, who decided when, and what was said."""
    rows = []
    for item in items:
        entry = plan.entry(item.id)
        decided = "" if entry is None or entry.by is None else f"{text.word(entry.by)}, {text.date(entry.on)}"
        stands = text.word(status(item, plan, stale))
        rows.append((text(item.title), stands, decided, (entry.note if entry else None) or ""))
    return pd.DataFrame(rows, columns=[text.word(heading) for heading in HEADINGS], dtype="str")


@dataclass
class _Panel:
    """The controls and what they do."""

    items: Sequence[Item]
    month: Callable[[], Month]
    text: Text
    said: HTML = field(default_factory=HTML)
    detail: HTML = field(default_factory=HTML)

    def box(self) -> VBox:
        text = self.text
        self.chosen = SelectMultiple(rows=min(len(self.items), 8), layout=_WIDE)
        self.chosen.description = text("Proposals")
        self.role = Dropdown(description=text("Who decides"), style={"description_width": "initial"})
        self.note = WrittenText(placeholder=text("why, in a sentence"), layout=Layout(width="28em"))
        buttons = [self._button(name) for name in _ACTS]
        self.chosen.observe(self._show, names="value")
        self._fill()
        self.chosen.value = (self.items[0].id,)
        return VBox([self.chosen, self.detail, HBox([self.role, self.note]), HBox(buttons), self.said])

    def _button(self, name: str) -> Button:
        button = Button(description=self.text.word(_WORDS[name]), layout=Layout(width="auto"))
        button.on_click(lambda _: self._act(name))
        return button

    def _act(self, name: str) -> None:
        ids = tuple(self.chosen.value)
        if not ids:
            self._say(self.text("Choose a proposal first."))
            return
        try:
            month = self.month()
            decision = decision_of(month.client, str(self.role.value), self.note.value.strip() or None)
            plan = _ACTS[name](month, ids, decision)
        except (SmmkitError, OSError) as error:
            self._say(retell(str(error), self.text))
            return
        open_ = open_questions(ids, month, plan) if name == "approve" else []
        self._say(*(self.text(_DONE[name], id=id) for id in ids), *map(self.text, open_))
        self.note.value = ""
        self._fill()

    def _fill(self) -> None:
        """Write the list anew: each proposal with its status in the plan."""
        try:
            month = self.month()
        except (SmmkitError, OSError) as error:
            self._say(retell(str(error), self.text))
            self.chosen.options = [(self.text(item.title), item.id) for item in self.items]
            return
        stale = stale_entries(month.plan, month.ledger)
        options = [(f"{self._status(item, month.plan, stale)} · {self.text(item.title)}", item.id)
                   for item in self.items]  # fmt: skip
        before = tuple(self.chosen.value)
        self.plan, self.stale = month.plan, stale
        roles, before_role = month.client.roles.names, self.role.value
        self.role.options = [(f"{self.text.word(key)} ({said})", key) for key, said in roles.items()]
        self.role.value = before_role or next(iter(roles))
        self.chosen.options = options
        self.chosen.value = before

    def _status(self, item: Item, plan: Plan, stale: Collection[str]) -> str:
        return self.text.word(status(item, plan, stale))

    def _show(self, _: Any = None) -> None:
        """Say of the chosen proposals how sure they are, and what a yes changes."""
        text, found = self.text, [item for item in self.items if item.id in self.chosen.value]
        plan, stale = getattr(self, "plan", Plan()), getattr(self, "stale", {})
        rows = [
            (
                text(item.title),
                text.word(item.verdict.value),
                ", ".join(item.because),
                text(if_approved(item, plan.entry(item.id), text, stale=item.id in stale)),
                (entry.note if (entry := plan.entry(item.id)) else None) or "",
            )
            for item in found
        ]
        heads = (N_("Proposal"), N_("Verdict"), N_("Because"), N_("If approved"), N_("Note"))
        self.detail.value = (
            table_html(pd.DataFrame(rows, columns=[text.word(head) for head in heads], dtype="str")) if rows else ""
        )

    def _say(self, *sentences: Message | str) -> None:
        self.said.value = "".join(f"<p role='status'>{escape(str(sentence))}</p>" for sentence in sentences)
