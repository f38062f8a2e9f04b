"""`run.json`: what was run for a workbook, from what, and how it ended."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import smmkit
from smmkit import month_folder
from smmkit.files import digest, write_whole
from smmkit.run.tasks import REPORT, Done, Failure, Settings

FILE = month_folder.RECORD


@dataclass
class RunRecord:
    """The run of one client's month.

    It lies beside the notebooks and names the folders they were run with, so that an executed notebook
    can be run again where it lies. Where a client's exports could not be read there is no month yet; the
    record lies above the months then, until they can.
    """

    path: Path
    about: dict[str, Any] = field(default_factory=dict)
    steps: dict[str, dict[str, Any]] = field(default_factory=dict)

    @classmethod
    def read(cls, out: Path) -> RunRecord:
        """Read the record of a month's folder; an absent or broken one is an empty one."""
        path = out / FILE
        try:
            about = json.loads(path.read_text(encoding="utf-8"))
            return cls(path, about, dict(about.pop("steps")))
        except (OSError, ValueError, KeyError, TypeError):
            return cls(path)

    @property
    def files(self) -> dict[str, month_folder.State]:
        """Return the state of each file as it was left: those of the whole month, and those each step wrote since."""
        found: dict[str, month_folder.State] = dict(self.about.get("files", {}))
        for step in self.steps.values():
            found |= step.get("files", {})
        return found

    @property
    def evidence(self) -> dict[str, str]:
        """Return the hash of each notebook's ledger part as it was after its run, by number."""
        return {name[:2]: step["evidence"] for name, step in self.steps.items() if step.get("evidence")}

    def begin(self, client: str, name: str, period: str, lang: str, settings: Settings) -> None:
        """Say whose run this is."""
        self.about = {
            "client": client,
            "name": name,
            "period": period,
            "lang": lang,
            "data": str(settings.data),
            "out": settings.out,
            "smmkit": smmkit.__version__,
            "engine": settings.engine,
            "started": _now(),
        }

    def finish_step(self, name: str, inputs: Mapping[str, str], done: Done) -> None:
        """Write down how a step ended."""
        out = self.path.parent
        documents = done.values.get("documents", {})
        written = ["workbook.html"] if name == REPORT else [f"{name}.ipynb", f"ledger/{name[:2]}.json"]
        self.steps[name] = {
            "status": "failed" if done.failure else "done",
            "inputs": dict(inputs),
            "seconds": round(done.seconds, 2),
            "output": done.values.get("output"),
            "documents": documents,
            "evidence": _part_digest(out, name[:2]),
            "files": {} if done.failure else month_folder.states(out, [*written, *(documents or {})]),
            **({"shown": done.values["shown"]} if "shown" in done.values else {}),
        }
        self.write("failed" if done.failure else "running", done.failure)

    def commit(self, inputs: Mapping[str, str], *, whole: bool) -> None:
        """Say, last of all, that the month is there: the state of each of its files, the hash of all it was made from.

        Parameters
        ----------
        inputs
            Hash of each of the client's files.
        whole
            Whether every notebook and the report are there and in step; else the month is a part of one.

        """
        out = self.path.parent
        self.about["inputs"] = dict(inputs)
        self.about["files"] = month_folder.states(out, {*month_folder.shared_files(out), *self.files})
        self.write(month_folder.DONE if whole else "partial")

    def write(self, status: str, failure: Failure | None = None) -> None:
        """Write the record, in one step."""
        ended = {} if status == "running" else {"finished": _now()}
        failed = {"failure": asdict(failure), "error": f"{failure.place}: {failure.message}"} if failure else {}
        content = {**self.about, "status": status, **ended, **failed, "steps": self.steps}
        write_whole(self.path, json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _part_digest(out: Path, number: str) -> str | None:
    part = out / "ledger" / f"{number}.json"
    return digest(part.read_bytes()) if part.is_file() else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
