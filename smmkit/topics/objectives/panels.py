"""Notebook 03's panel: move a target and see how likely it is; sign one that is offered, or keep it as a wish."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape

from ipywidgets import HTML, Button, Dropdown, FloatSlider, HBox, Layout, VBox
from ipywidgets import Text as WrittenText

from smmkit.client import Client
from smmkit.errors import SmmkitError
from smmkit.folders import command
from smmkit.metrics import METRICS
from smmkit.present.chances import in_ten
from smmkit.present.display import table_html
from smmkit.present.fixed import FixedPanel, live, with_fixed_table
from smmkit.sources.hand_kept import put_rows
from smmkit.text import N_, Text, retell
from smmkit.topics.objectives.analysis import detectable
from smmkit.topics.objectives.proposals import Case
from smmkit.topics.objectives.tables import offers_table

PLAIN = "Target panel"
STEPS = 60
NOTHING = N_("No measure has a forecast yet, so there is no target to try out.")
_WIDE = {"description_width": "11em"}


def target_panel(found: Sequence[Case], client: Client, text: Text, *, period: str) -> VBox | FixedPanel:
    """Build the panel of targets.

    Parameters
    ----------
    found
        Signed and new objectives; those with a forecast can be moved.
    client
        The brief; its folder takes the wishes.
    text
        The language of the panel.
    period
        The month, for the command that takes a wish in.

    Returns
    -------
    VBox or FixedPanel
        In a run, and where no kernel is, the table of the targets on offer.

    """
    known = {case.aim.id: case for case in found if case.outlook.band(case.aim.deadline) is not None}
    if not known:
        return FixedPanel(f"<p>{escape(text(NOTHING))}</p>", PLAIN)
    html = table_html(offers_table(list(known.values()), text))
    if not live():
        return FixedPanel(html, PLAIN)
    again = command("run", client.slug, "--period", period)
    return with_fixed_table(_Targets(known, client, text, again).box(), html, PLAIN)


@dataclass
class _Targets:
    """The controls and what they do."""

    known: Mapping[str, Case]
    client: Client
    text: Text
    again: str
    read: HTML = field(default_factory=HTML)
    said: HTML = field(default_factory=HTML)

    def box(self) -> VBox:
        text = self.text
        options = [(self._called(case), id) for id, case in self.known.items()]
        self.which = Dropdown(options=options, description=text("Objective"), layout=Layout(width="44em"), style=_WIDE)
        self.target = FloatSlider(description=text("Target figure"), readout=False, continuous_update=True,
                                  layout=Layout(width="44em"), style=_WIDE)  # fmt: skip
        roles = self.client.roles.names
        self.role = Dropdown(options=[(f"{text.word(key)} ({said})", key) for key, said in roles.items()],
                             description=text("Who wishes it"), layout=Layout(width="26em"), style=_WIDE)  # fmt: skip
        self.why = WrittenText(placeholder=text("why, in a sentence"), layout=Layout(width="28em"))
        keep = Button(description=text("Keep as a wish"), layout=Layout(width="auto"))
        keep.on_click(lambda _: self._keep())
        self.which.observe(lambda _: self._choose(), names="value")
        self.target.observe(lambda _: self._read(), names="value")
        self._choose()
        return VBox([self.which, self.target, self.read, HBox([self.role, self.why, keep]), self.said])

    @property
    def case(self) -> Case:
        return self.known[str(self.which.value)]

    def _called(self, case: Case) -> str:
        text = self.text
        standing = text("signed") if case.signed else text("new")
        return f"{text.word(METRICS[case.aim.metric].name)} ({text.word(case.aim.where)}) · {standing}"

    def _choose(self) -> None:
        """Set the slider to the range of what may come, and to the number that is proposed or signed."""
        case = self.case
        low, middle, high = case.outlook.band(case.aim.deadline) or (0.0, 0.0, 0.0)
        offered = [one.target for one in (*case.offers, *([case.chosen] if case.chosen else []))]
        first, last = min([low, *offered]), max([high, *offered])
        room = (last - first) * 0.25
        first = max(first - room, 0.0) if low >= 0 else first - room
        with self.target.hold_trait_notifications():
            self.target.min, self.target.max = min(first, self.target.min), max(last + room, self.target.max)
            self.target.value = case.chosen.target if case.chosen is not None else middle
        self.target.min, self.target.max = first, last + room
        self.target.step = (last + room - first) / STEPS
        self._read()

    def _read(self) -> None:
        """Say how likely the number is, and whether it could be told from luck."""
        case, text, value = self.case, self.text, float(self.target.value)
        unit = METRICS[case.aim.metric].unit
        likely = case.outlook.chance(value, case.aim.deadline, down=case.aim.down)
        low, _middle, high = case.outlook.band(case.aim.deadline) or (None, None, None)
        said = [
            text("{target} by {day:date}: the chances are {chance}.", target=text.quantity(value, unit),
                 day=case.aim.deadline.isoformat(), chance=in_ten(likely, text)),
            text("If nothing changes, that month brings {range}.", range=text.range(low, high, unit)),
            self._seen(case, value),
        ]  # fmt: skip
        self.read.value = "".join(f"<p>{escape(one)}</p>" for one in said)

    def _seen(self, case: Case, value: float) -> str:
        step = case.outlook.steps_to(case.aim.deadline)
        assert case.outlook.forecast is not None
        wanted = value - float(case.outlook.forecast.middle[step - 1])
        if detectable(case.outlook.forecast, step, wanted).seen:
            return self.text("Such a change could be told from luck.")
        return self.text("Such a change could not be told from luck by then.")

    def _keep(self) -> None:
        """Write the number into the table of wishes; the next run gives its chances beside the offers."""
        case, text = self.case, self.text
        goal = case.aim.goal
        if goal is None or case.signed:
            self.said.value = escape(text("This objective is signed: its number changes through the review."))
            return
        scope = case.aim.scope.networks[0] if case.aim.scope.networks else "social" if case.aim.scope.channels else ""
        row = {"goal_id": goal.id, "metric": goal.metric, "scope": scope, "wish": f"{float(self.target.value):.6g}",
               "by_role": str(self.role.value), "reason": " ".join(self.why.value.split())}  # fmt: skip
        try:
            path = put_rows(self.client.folder, "wishes", [row], key=("goal_id", "metric", "scope", "by_role"))
        except (SmmkitError, OSError) as error:
            self.said.value = escape(retell(str(error), self.text))
            return
        key = N_("Saved in {files}. The next run takes it in: {command}")
        self.said.value = escape(text(key, files=path.name, command=self.again))
