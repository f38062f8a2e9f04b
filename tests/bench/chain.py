"""Run a client's notebooks for their ledger alone: the statements no record needs are left out (tables, figures)."""

from __future__ import annotations

import ast
import json
from functools import lru_cache
from pathlib import Path
from types import CodeType

from inprocess import REPORT, folders, official

from smmkit.folders import notebooks_dir
from smmkit.ledger import Item, read_part


def parts_of(slug: str, *, data: Path, out: Path, period: str) -> dict[str, list[Item]]:
    """Run every notebook but the report of one client's month in this process; return what each recorded."""
    import matplotlib as mpl

    mpl.use("Agg")
    with folders(data, out), official(out / slug):
        names = []
        for path in sorted(notebooks_dir().glob("[0-9][0-9]_*.ipynb")):
            if path.name[:2] != REPORT:
                scope: dict[str, object] = {"client": slug, "period": period, "lang": "en"}
                exec(needed(path), scope)  # the project's own cells
                names.append(path.name[:2])
    return {name: read_part(out / slug / period, name) or [] for name in names}


@lru_cache(maxsize=16)
def needed(path: Path) -> CodeType:
    """Return a notebook's code that its `wb.record(...)` rests on, parameters left out."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [
        c
        for c in cells
        if c["cell_type"] == "code" and not {"teaching", "parameters"} & set(c["metadata"].get("tags", []))
    ]
    whole = ast.parse("\n".join("".join(cell["source"]) for cell in code))
    kept: list[ast.stmt] = []
    used: set[str] = set()
    for statement in reversed(whole.body):
        names = {node.id for node in ast.walk(statement) if isinstance(node, ast.Name)}
        made = {n.id for n in ast.walk(statement) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
        imports = isinstance(statement, ast.Import | ast.ImportFrom)
        if imports or _records(statement) or made & used:
            kept.append(statement)
            used |= names
    return compile(ast.Module(kept[::-1], []), path.name, "exec")


def _records(statement: ast.stmt) -> bool:
    calls = [node.func for node in ast.walk(statement) if isinstance(node, ast.Call)]
    return any(isinstance(call, ast.Attribute) and call.attr == "record" for call in calls)
