"""Many clients for little: one client's folders under many names, their files linked instead of copied."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path


def clone_clients(sources: Sequence[Path], folder: Path, count: int) -> list[str]:
    """Give the clients of some folders as many names as asked for, in turn; return the names."""
    names = [f"client-{number:04d}" for number in range(count)]
    for number, name in enumerate(names):
        shutil.copytree(sources[number % len(sources)], folder / name, copy_function=os.link)
    return names


def clone_import(source: Path, out: Path, names: Sequence[str]) -> None:
    """Give clients the exports that were read for the one they are clones of."""
    for name in names:
        shutil.copytree(source / ".import", out / name / ".import", copy_function=os.link)


def clone_workbook(source: Path, out: Path, names: Sequence[str]) -> None:
    """Give clients the finished workbook of the one they are clones of, in their own names."""
    for name in names:
        shutil.copytree(source, out / name, copy_function=os.link)
        for record in (out / name).glob("*/run.json"):
            content = record.read_text(encoding="utf-8").replace(source.name, name)
            record.unlink()
            record.write_text(content, encoding="utf-8")
