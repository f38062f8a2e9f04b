"""Bring committed files up to date.

`python tests/refresh.py [NOTEBOOK...]` runs notebooks, after what comes before them and nothing else, and keeps their
text outputs alone; twice gives the same bytes.
`python tests/refresh.py new 07_campaign_content_plan` writes a notebook's skeleton.
`python tests/refresh.py catalogue ...` keeps the Spanish catalogue in step with the messages.
`python tests/refresh.py schemas` writes the JSON Schemas of client.toml, plan.toml and ledger.json anew.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
CLIENT = "ridgeline-bikes"


def refresh(path: Path) -> None:
    """Execute a notebook where it stands, number its cells, drop images, HTML and machine metadata."""
    import nbformat
    from nbclient import NotebookClient

    notebook = nbformat.read(path, as_version=4)
    place = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=300, kernel_name="python3", resources=place, coalesce_streams=True).execute()
    count = 0
    for cell in notebook.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items() if key in {"tags", "jupyter"}}
        if cell.cell_type == "code":
            count += 1
            cell.execution_count = count
            cell.outputs = [kept for kept in map(text_only, cell.outputs) if kept is not None]
            for output in cell.outputs:
                if "execution_count" in output:
                    output["execution_count"] = count
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")


def text_only(output: dict) -> dict | None:
    """Keep what a diff can show: plain text and Markdown."""
    if output.get("output_type") == "stream":
        return output if output.get("name") == "stdout" else None
    if "data" not in output:
        return output
    output["data"] = {mime: value for mime, value in output["data"].items() if mime in {"text/plain", "text/markdown"}}
    output["metadata"] = {}
    return output if output["data"] else None


def write_schemas() -> None:
    """Write the JSON Schemas that editors and other programs use, after a record changed."""
    from smmkit import client, plan
    from smmkit.ledger import schema as ledger

    for path, written in (
        (client.SCHEMA_FILE, client.client_schema()),
        (plan.SCHEMA_FILE, plan.plan_schema()),
        (ledger.SCHEMA_FILE, ledger.ledger_schema()),
    ):
        path.write_text(written, encoding="utf-8", newline="\n")


def main(arguments: list[str]) -> None:
    """Run the command line."""
    if arguments and arguments[0] == "catalogue":
        import catalogue

        catalogue.main(arguments[1:])
        return
    if arguments == ["schemas"]:
        write_schemas()
        return

    if arguments and arguments[0] == "new":
        from skeleton import new_notebook

        for name in arguments[1:]:
            print(new_notebook(ROOT / "notebooks", name).relative_to(ROOT))
        return
    refresh_all([Path(a).resolve() for a in arguments] or sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")))


def refresh_all(paths: list[Path]) -> None:
    """Run notebooks in order, as the batch would; what comes before the last and is not among them runs first."""
    import prepared

    from smmkit.month_folder import TOKEN
    from smmkit.run.locks import locked

    before = prepared.numbers_before(max(path.name[:2] for path in paths))
    with TemporaryDirectory() as out:
        if set(before) - {path.name[:2] for path in paths}:
            prepared.generate(Path(out), "en", CLIENT, only=before)
        with locked(Path(out) / CLIENT) as token:
            os.environ |= {"SMMKIT_DATA": str(ROOT / "data"), "SMMKIT_OUT": out, TOKEN: token}
            for path in sorted(paths):
                refresh(path)
                print(path.relative_to(ROOT))


if __name__ == "__main__":
    main(sys.argv[1:])
