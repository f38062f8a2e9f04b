"""A small place to run batches in: tiny notebooks, tiny clients, nothing of the real ones."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from torture import write_notebook

from smmkit.run import rooms
from smmkit.run.month import facts_digest, look
from smmkit.run.tasks import Settings

BRIEF = """name = "{slug}"
sector = "retail"
country = "ES"
language = "es"
timezone = "Europe/Madrid"
currency = "EUR"
week_start = "monday"
margin = 0.4
[[accounts]]
platform = "instagram"
handle = "{slug}"
[brand]
colour = "#112233"
[roles]
approver = "owner"
"""
COSTS = """day,line,kind,platform,amount,currency,tax_included,hours,note
2026-10-30,meta-ads,ads,instagram,10,EUR,true,1,x
"""
# The command line, as if the program never changed: these tests are about everything else that may.
COMMAND = """
from smmkit.cli import main
from smmkit.run import rooms
rooms.import_digest = lambda: "fixed"
rooms.room_digests = lambda seeds: {"smmkit": "fixed"}
main()
"""
# Enough for tiny notebooks, and imported in a second.
PRELOAD = "smmkit.run.preload_kernel,smmkit.client,smmkit.report,smmkit.text"
# Leaves evidence behind, as a real notebook does.
RECORD = """import os
from pathlib import Path
folder = Path(os.environ["SMMKIT_OUT"], client, period, "ledger")
folder.mkdir(exist_ok=True)
(folder / "{number}.json").write_text('{{"format": "smmkit-ledger-1", "items": []}}')"""


@dataclass(frozen=True)
class Site:
    """Folders of a batch."""

    root: Path

    @property
    def clients(self) -> Path:
        return self.root / "clients"

    @property
    def notebooks(self) -> Path:
        return self.root / "notebooks"

    @property
    def out(self) -> Path:
        return self.root / "out"

    def month(self, client: str) -> Path:
        return self.out / client / "2026-10"

    def settings(self, **changes: object) -> Settings:
        fixed = {"data": self.clients, "out": str(self.out), "notebooks": self.notebooks, "period": "2026-10"}
        return Settings(**({"timeout": 60.0} | fixed | changes))  # type: ignore[arg-type]

    def environment(self) -> dict[str, str]:
        """Return what the command line needs to work here; the kernel alone is preloaded, which is quick."""
        here = {"SMMKIT_NOTEBOOKS": str(self.notebooks), "SMMKIT_PRELOAD": PRELOAD}
        return {**os.environ, **here}

    def add_notebook(self, name: str, *sources: str) -> None:
        self.notebooks.mkdir(parents=True, exist_ok=True)
        write_notebook(self.notebooks / f"{name}.ipynb", [*sources, RECORD.format(number=name[:2])])

    def add_client(self, slug: str) -> None:
        """Make a client whose exports count as read, so that no test waits for the importer."""
        exports = self.clients / slug / "exports"
        exports.mkdir(parents=True)
        (exports / "costs.csv").write_text(COSTS, encoding="utf-8")
        (exports.parent / "client.toml").write_text(BRIEF.format(slug=slug), encoding="utf-8")
        self.mark_imported(slug)

    def mark_imported(self, slug: str) -> None:
        rooms.import_digest = lambda: "fixed"  # type: ignore[assignment]
        index, files, _ = look(slug, self.settings())
        index.facts = {"digest": facts_digest(files), "latest": "2026-10", "lang": "es", "name": slug}
        self.month(slug).mkdir(parents=True, exist_ok=True)
        index.write()
