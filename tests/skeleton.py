"""A new notebook's skeleton: the cells, tags and kernel the house style asks for, ready to be filled in."""

from __future__ import annotations

import re
from pathlib import Path

SECTIONS = ("first", "second", "third")


def new_notebook(folder: Path, name: str) -> Path:
    """Write the skeleton of a notebook such as `07_campaign_content_plan`; one that is there is left alone."""
    import nbformat

    if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", name):
        raise SystemExit(f"{name}: name it by number and subject, such as 07_campaign_content_plan.")
    path = folder / f"{name}.ipynb"
    if path.exists():
        raise SystemExit(f"{path}: it is there already.")
    notebook = nbformat.v4.new_notebook(cells=[_cell(*each) for each in _cells(name)])
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    path.write_text(nbformat.writes(notebook) + "\n", encoding="utf-8")
    return path


def _cell(id: str, source: str, code: bool = False, *tags: str) -> object:
    import nbformat

    cell = nbformat.v4.new_code_cell(source) if code else nbformat.v4.new_markdown_cell(source)
    cell["id"] = id
    cell.metadata["tags"] = list(tags)
    if not tags:
        del cell.metadata["tags"]
    if "hide-input" in tags:
        cell.metadata["jupyter"] = {"source_hidden": True}
    return cell


def _cells(name: str) -> list[tuple]:
    number, title = name[:2], name[3:].replace("_", " ").capitalize()
    head = f"# {number} {title}\n\n**Question.** \n\n**Decision it leads to.** "
    setup = "from smmkit.workbook import open_workbook\n\nwb = open_workbook(client, period, lang)"
    found: list[tuple] = [
        ("title", head),
        ("parameters", 'client = "ridgeline-bikes"\nperiod = "2026-10"\nlang = "en"', True, "parameters"),
        ("setup", setup, True, "hide-input"),
        ("load", "## What is known"),
        ("load-tables", 'posts = wb.table("posts")\nlen(posts)', True),
    ]
    for section in SECTIONS:
        found += [
            (section, f"## The {section} idea"),
            (f"{section}-table", "posts.columns.size", True),
            (f"{section}-means", "What it means for the client."),
        ]
    return [
        *found,
        ("decision", "## Decisions\n\nApprove with `smmkit approve`."),
        ("decision-table", f'items = []\nwb.record("{number}", items)', True),
        ("exercises", "## Exercises\n\n1. ", False, "teaching"),
        ("sources", "## Sources\n\n- "),
    ]
