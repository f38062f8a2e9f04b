"""Run notebooks of a client and print what they show and record: one process per kind of processor.

`OPENBLAS_CORETYPE=Haswell NPY_DISABLE_CPU_FEATURES="X86_V4" python tests/processor.py CLIENT OUT NN...`
"""

from __future__ import annotations

import ast
import json
import sys
from pathlib import Path

import inprocess


def shown(name: str, parameters: dict[str, str]) -> list[str]:
    """Return the text of each value a notebook's cells end in."""
    content = json.loads((inprocess.notebooks_dir() / name).read_text(encoding="utf-8"))
    scope: dict[str, object] = {}
    values = []
    for cell in content["cells"]:
        tags = cell["metadata"].get("tags", [])
        if cell["cell_type"] != "code" or "teaching" in tags:
            continue
        tree = ast.parse("".join(cell["source"]))
        last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, name, "exec"), scope)
        if last is not None:
            values.append(repr(eval(compile(ast.Expression(last.value), name, "eval"), scope)))
        scope |= parameters if "parameters" in tags else {}
    return values


def architectures() -> dict[str, object]:
    """Return the kernels OpenBLAS took and the widest vectors NumPy uses."""
    import numpy._core._multiarray_umath as umath
    import scipy.linalg  # noqa: F401  (loads its own OpenBLAS)
    from threadpoolctl import threadpool_info

    kernels = {one["architecture"] for one in threadpool_info() if one["internal_api"] == "openblas"}
    features = [name for name in ("X86_V3", "X86_V4") if umath.__cpu_features__.get(name)]
    return {"blas": sorted(kernels), "numpy": features}


def main(client: str, out: str, *numbers: str) -> None:
    """Print, as JSON, the processor, what was shown, and every item with its fingerprint."""
    from smmkit.ledger import read_ledger
    from smmkit.text import Text

    root = Path(__file__).resolve().parents[1]
    texts = {}
    with inprocess.folders(root / "data", Path(out)), inprocess.official(Path(out) / client):
        for path in sorted(inprocess.notebooks_dir().glob("[0-9][0-9]_*.ipynb")):
            if path.name[:2] in numbers:
                texts[path.name[:2]] = shown(path.name, {"client": client, "period": "2026-10", "lang": "en"})
    ledger = read_ledger(Path(out) / client / "2026-10")
    text = Text("en", country="US", currency="USD")
    items = {
        id: [ledger.fingerprint(id), [item.value, item.low, item.high], f"{item.verdict} {text(item.title)}"]
        for id, item in ledger.items()
    }
    print(json.dumps({"processor": architectures(), "shown": texts, "items": items}))


if __name__ == "__main__":
    import matplotlib as mpl
    import pandas as pd

    mpl.use("Agg")
    pd.set_option("display.max_columns", None, "display.width", 1000, "display.max_colwidth", None)
    main(*sys.argv[1:])
