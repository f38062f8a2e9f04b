"""Telephones, addresses and profiles planted in one client's month reach no file that the product writes."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from smmkit.schema import HAND_KEPT, TABLES

SLUG, PERIOD = "cafe-lumbre", "2026-10"
PEOPLE = (
    "zq.privado@correo.es", "josé.quimpér@correó.es", "612 998 771", "+34 612-998-772", "（612） 998 773",
    "instagram.com/zacarias.q", "wa.me/34612998774", "@zacarias_quimper",
)  # fmt: skip
NAME = "Zacarías Quimper Ñanculef"
SENTENCE = "Escribid a " + " o ".join(PEOPLE) + "."
CAPTION = SENTENCE.replace(f" o {PEOPLE[-1]}", "")  # whom the client names in its own captions is its own choice
# What is written into a table by hand about anything; the others name things that the brief and the plan know.
FREE = frozenset({
    "text", "reply", "note", "so_what", "move", "reason", "gives", "asks", "risk", "change", "affects", "what", "bio",
    "changed", "goal", "place", "rights", "asset_needed", "reference", "audience",
})  # fmt: skip
NAMED = frozenset({"author", "creator", "judge", "rater"})
CAPTIONS = frozenset({"Description", "Descripción", "Video title", "Título del vídeo", "Post text", "Tweet text"})


def planted(text: str, name: str) -> str:
    """Return a CSV with the sentence in every cell that takes free text, and the name in every cell for a person."""
    rows = list(csv.reader(io.StringIO(text, newline="")))
    head = next((k for k, row in enumerate(rows) if len(row) > 1), 0)
    own = name in {table.name for table in HAND_KEPT}
    people: dict[str, str] = {}
    for row in rows[head + 1 :]:
        for place, heading in enumerate(rows[head][: len(row)]):
            if heading in CAPTIONS or (own and heading in FREE):
                row[place] = f"{row[place]} {CAPTION if heading in CAPTIONS else SENTENCE}"
            elif own and heading in NAMED and row[place]:
                people.setdefault(row[place], f"{NAME} {len(people)}")
                row[place] = people[row[place]]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue()


def contents(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every file below a folder as text, archives and tables unpacked."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".parquet":
            yield name, pd.read_parquet(path).astype("str").to_csv()
        elif zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for member in archive.namelist():
                    yield f"{name}/{member}", archive.read(member).decode("utf-8", "ignore")
        else:
            yield name, path.read_bytes().decode("utf-8", "ignore")


def test_what_is_planted_stands_in_the_columns_that_take_free_text() -> None:
    columns = {column.name for table in TABLES.values() for column in table.columns}
    assert columns >= FREE
    told = planted("message_id,text,author\nm1,hola,ana\n", "inbox")
    assert all(person in told for person in (*PEOPLE, NAME))


@pytest.mark.heavy
def test_no_person_reaches_any_file_of_a_clients_month(root: Path, tmp_path: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "out"
    shutil.copytree(root / "data" / "clients" / SLUG, data / SLUG)
    for path in sorted((data / SLUG / "exports").glob("*.csv")):
        raw = path.read_bytes()
        if raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
            written = planted(raw.decode("utf-8-sig"), path.stem)
            path.write_bytes((b"\xef\xbb\xbf" if raw[:3] == b"\xef\xbb\xbf" else b"") + written.encode())
    command = [
        sys.executable,
        "-m",
        "smmkit.cli",
        "run",
        SLUG,
        "--data",
        str(data),
        "--out",
        str(out),
        "--period",
        PERIOD,
    ]
    done = subprocess.run(command, env=dict(os.environ), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    found, seen = [], set()
    for name, text in contents(out):
        seen.add(Path(name.split("/")[-1]).suffix)
        found += [(name, person) for person in (*PEOPLE, NAME, "Quimper") if person in text]
    assert found == []
    assert {".html", ".ipynb", ".json", ".parquet", ".ics", ".xml"} <= seen
    assert all(person not in done.stdout + done.stderr for person in (*PEOPLE, NAME))
