"""The records of a batch: what is asked for, what a process is given to do, what came of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from smmkit import folders

# A cell that says nothing for ten minutes will not say anything: the longest honest one takes seconds.
CELL_SECONDS = 600.0
REPORT = "report"


@dataclass(frozen=True)
class Settings:
    """What the command line asks for.

    Parameters
    ----------
    data, notebooks
        Folders of the clients and of the notebooks.
    out
        Folder, or fsspec URL, the workbooks are written to.
    period, lang
        Month and language; None for the client's latest complete month and own language.
    periods
        Several months instead, in order.
    only
        Numbers of the notebooks to run; empty for all.
    force
        Run what is up to date too.
    check_content
        Read every file again, also where size and time say that nobody touched it.
    timeout
        Seconds a cell may take.
    engine
        `smmkit` (forked kernels) or `nbclient` (plain papermill).

    """

    data: Path
    out: str
    notebooks: Path
    period: str | None = None
    periods: tuple[str, ...] = ()
    lang: str | None = None
    only: tuple[str, ...] = ()
    force: bool = False
    check_content: bool = False
    timeout: float = CELL_SECONDS
    engine: str = "smmkit"

    def as_dict(self) -> dict[str, Any]:
        """Return the settings as plain values that travel to another machine."""
        return asdict(self) | {"data": str(self.data), "notebooks": str(self.notebooks)}

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Settings:
        """Read settings back."""
        paths = {"data": Path(values["data"]), "notebooks": Path(values["notebooks"]), "only": tuple(values["only"])}
        paths["periods"] = tuple(values["periods"])
        return cls(**(values | paths))

    @property
    def months(self) -> list[Settings]:
        """Return settings of one month each, in order."""
        return [replace(self, period=each, periods=()) for each in self.periods or (self.period,)]

    def task(self, kind: str, client: str = "", period: str | None = None, lang: str | None = None) -> Task:
        """Return a task with these settings; the folders travel as the environment every notebook reads."""
        environment = {"SMMKIT_DATA": str(self.data), "SMMKIT_OUT": self.out, **folders.typed_options()}
        return Task(kind, self.timeout, self.engine, client, period, lang, self.out, environment=environment)

    def with_out(self, out: str) -> Settings:
        """Return the same settings, writing elsewhere."""
        return replace(self, out=out)


@dataclass(frozen=True)
class Task:
    """One thing for one fresh process to do: `import`, `notebook`, `report`, `portfolio`, or papermill's `cells`.

    `notebook` is the file of a notebook, or its content where papermill has it already; `documents` says whether
    the month is in step as far as it, so that what leaves the house may be written.
    """

    kind: str
    timeout: float
    engine: str
    client: str = ""
    period: str | None = None
    lang: str | None = None
    out: str = ""
    notebook: str = ""
    documents: bool = True
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """What the progress line calls it."""
        return Path(self.notebook).stem if self.kind == "notebook" else self.kind


@dataclass(frozen=True)
class Failure:
    """Where a chain stopped and the sentence to act on; `cell` counts from 1."""

    step: str
    message: str
    cell: int | None = None
    cell_id: str = ""
    late: bool = False

    @property
    def place(self) -> str:
        """Return notebook and cell, as a reader would point at them."""
        if self.cell is None:
            return self.step
        return f"{self.step}, cell {self.cell}" + (f" ({self.cell_id})" if self.cell_id else "")


@dataclass(frozen=True)
class Done:
    """What a process handed back."""

    values: dict[str, Any] = field(default_factory=dict)
    failure: Failure | None = None
    seconds: float = 0.0


@dataclass(frozen=True)
class Outcome:
    """What became of one client's month: `done`, `up to date`, `failed` or `stopped`.

    `files` counts its exports: `used`, `asked` about, `refused`.
    """

    client: str
    period: str
    status: str
    ran: tuple[str, ...] = ()
    skipped: int = 0
    seconds: float = 0.0
    failure: Failure | None = None
    files: dict[str, int] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Outcome:
        """Read an outcome back that came from another machine."""
        failure = Failure(**values["failure"]) if values["failure"] else None
        lists = {name: tuple(values[name]) for name in ("ran", "warnings")}
        return cls(**(values | lists | {"failure": failure}))
