"""Every page of a class, its names and answers hostile: nothing runs, nothing is fetched, everybody can read it."""

from __future__ import annotations

import csv
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import tomlkit
from click.testing import CliRunner
from test_hostile_pages import HOSTILE

from smmkit.cli.course import course
from smmkit.course.handin import filled
from smmkit.course.teacher import build, roster
from smmkit.course.teacher.feedback import TO_READ
from smmkit.course.teacher.roster import Class, read_class
from smmkit.course.unit import Unit, load_units
from smmkit.demo import Spec, draw_truth
from smmkit.demo.told import truth_tables

UNITS = load_units()
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
FORMULA = '=HYPERLINK("https://outside.example/f";"x")'
# A right-to-left override, a word nothing breaks, formulas where a Spanish spreadsheet begins a cell.
WORST = f"\u202egnp.exe\u2066 {'w' * 400} {HOSTILE} ;{FORMULA}\n{FORMULA}"
NAME = f"\u202e{HOSTILE}{'w' * 200}"


def hostile_pupils(*args: Any, **kwargs: Any) -> tuple[roster.Pupil, ...]:
    """Return a class whose clients' names attack; a number keeps them apart."""
    found = PUPILS(*args, **kwargs)
    return tuple(
        replace(one, client=replace(one.client, name=f"{one.number} {NAME}"), quiet=replace(one.quiet, name=NAME))
        for one in found
    )


PUPILS = roster.pupils


def only_what_pages_read(folder: Path, spec: Spec, *, truth_file: Path) -> None:
    """Write a client's name and what is planted, its topic hostile, instead of fourteen months of exports."""
    folder.mkdir(parents=True)
    (folder / "client.toml").write_text(tomlkit.dumps({"name": spec.name}), encoding="utf-8")
    planted = truth_tables(draw_truth(spec))
    if "topic" in planted:
        planted["topic"]["name"] = planted["formats"]["winning"] = WORST
    truth_file.write_text(tomlkit.dumps(planted), encoding="utf-8")


def hand_in(group: Class, units: list[Unit], folder: Path) -> None:
    """Zip what student 01 answered: attacks in every answer, in a name of a file and in the file of answers."""
    answers = {
        unit.number: {one.id: dict.fromkeys(one.fields, WORST) or {"text": WORST} for one in unit.exercises}
        for unit in units
    }
    folder.mkdir()
    with zipfile.ZipFile(folder / f"01 {HOSTILE[:20]}.zip".replace("/", ""), "w") as packed:
        for unit in units:
            path = group.folder.parent / "students" / "01" / "units" / f"{unit.name}.ipynb"
            notebook = json.loads(path.read_text(encoding="utf-8"))
            assert filled(notebook, answers[unit.number]) == len(unit.exercises)
            packed.writestr(f"units/{path.name}", json.dumps(notebook))
            packed.writestr(f"answers/{unit.number}.json", json.dumps({"answers": answers[unit.number]}))
        packed.writestr("../\x1b[2J<img src=x onerror=alert(9)>/answers/00.json", "broken")


def marked(out: Path, units: list[Unit], lang: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Build a hostile class, mark a hostile submission with a hostile remark; return what the command said."""
    monkeypatch.setattr(roster, "pupils", hostile_pupils)
    monkeypatch.setattr(build, "write_client", only_what_pages_read)
    language, country = roster.parse_lang(lang)
    build.build_class(out, units, lang=language, country=country, seed=5, students=1, workers=1)
    group = read_class(out / "teacher")
    for unit in units:
        # What is right, without importing a client: any number will do for a page.
        right = {one.id: [{name: {"between": [1, 1]} for name in one.fields}] for one in unit.exercises if one.fields}
        place = group.folder / "keys" / unit.number
        place.mkdir(parents=True)
        (place / "01.json").write_text(json.dumps(right), encoding="utf-8")
    hand_in(group, units, out / "in")
    sheet = out / "marks" / TO_READ
    sheet.parent.mkdir()
    with sheet.open("w", encoding="utf-8", newline="") as rows:
        writer = csv.writer(rows)
        writer.writerow(("student", "exercise", "points", "remark"))
        writer.writerows(("01", e.id, 3, WORST) for unit in units for e in unit.exercises if not e.fields)
    places = ["--teacher", str(group.folder), "--out", str(out / "marks")]
    done = CliRunner().invoke(course, ["mark", str(out / "in"), *places, *(f"--unit={unit.number}" for unit in units)])
    assert done.exit_code == 1, done.output
    return done.output


def looked_at(pages: list[Path]) -> dict[str, list[Any]]:
    """Open pages as a reader does, wide and on a telephone; return what ran, was asked for, overflowed, shuts out."""
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    seen: dict[str, list[Any]] = {"ran": [], "asked": [], "unguarded": [], "links": [], "wide": [], "shut out": []}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu"])
        page: Any = browser.new_context(offline=True, viewport={"width": 1280, "height": 900}).new_page()
        page.on("dialog", lambda dialog: (seen["ran"].append(f"{page.url}: {dialog.message}"), dialog.dismiss()))
        page.on("request", lambda request: seen["asked"].append(request.url))
        for path in pages:
            page.goto(path.as_uri())
            seen["unguarded"] += [path.name] * (page.locator("head meta[http-equiv]").count() != 1)
            seen["links"] += page.evaluate("[...document.links].map(a => a.protocol)")
            found = Axe().run(page)
            seen["shut out"] += [f"{path.name}: {found.generate_report()}"] * bool(found.violations_count)
            for width in (1280, 390):
                page.set_viewport_size({"width": width, "height": 900})
                wide = page.evaluate("document.documentElement.scrollWidth")
                seen["wide"] += [f"{path.name}: {wide} of {width}"] * (wide > width + 1)
        browser.close()
    seen["asked"] = [url for url in seen["asked"] if not url.startswith(("file:", "data:"))]
    seen["links"] = sorted({*seen["links"]} - {"file:", "http:", "https:"})
    return seen


@pytest.mark.skipif(BROWSER is None, reason="no Chromium on this machine (Debian: apt-get install chromium)")
@pytest.mark.parametrize(
    ("numbers", "lang"),
    [
        (["14"], "es_MX"),
        pytest.param(list(UNITS), "en_US", marks=pytest.mark.heavy),
        pytest.param(list(UNITS), "es_ES", marks=pytest.mark.heavy),
    ],
    ids=["one unit", "all in English", "all in Spanish"],
)
def test_a_hostile_class_harms_nobody_and_shuts_nobody_out(
    numbers: list[str], lang: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    units = [UNITS[number] for number in numbers]
    said = marked(tmp_path, units, lang, monkeypatch)
    assert "\x1b" not in said
    assert ("cannot be read" if lang == "en_US" else "no se puede leer") in said
    pages = sorted(tmp_path.rglob("*.html"))
    assert [page.name for page in pages] == [*(f"{unit.name}.html" for unit in units), "index.html", "teacher.html"]
    attacked = [page.name for page in pages if "onerror=alert(2)" in page.read_text(encoding="utf-8")]
    assert len(attacked) == len(pages) - 1, "a page that shows no hostile word proves nothing"
    nothing: dict[str, list[Any]] = {}
    seen = looked_at(pages)
    assert {name: found for name, found in seen.items() if found} == nothing
    for name in ("lesson.md", "card.md", "rubric.toml"):
        assert not [path for path in tmp_path.rglob(name) if "alert(" in path.read_text(encoding="utf-8")]


def test_no_cell_of_the_sheet_of_texts_is_a_formula_however_it_is_parted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marked(tmp_path, [UNITS["14"]], "es_ES", monkeypatch)
    sheet = (tmp_path / "marks" / TO_READ).read_text(encoding="utf-8-sig")
    assert "HYPERLINK" in sheet
    whole = [cell for row in csv.reader(sheet.splitlines(keepends=True)) for cell in row]
    torn = [cell for line in sheet.splitlines() for cell in re.split(r"[;,\t]", line)]
    assert [cell for cell in whole + torn if cell.lstrip(' "')[:1] in {"=", "+", "-", "@"}] == []


def test_an_edition_is_written_alone_and_a_unit_a_week_leaves_those_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "write_client", only_what_pages_read)
    args = ["build", "14", "--no-pins", "--students", "1", "-j", "1", "--lang", "es", "--out", str(tmp_path)]
    done = CliRunner().invoke(course, [*args, "--edition", "teacher"])
    assert done.exit_code == 0, done.output
    assert not (tmp_path / "students").exists()
    page = tmp_path / "teacher" / "teacher.html"
    page.write_text("mine", encoding="utf-8")
    done = CliRunner().invoke(course, [*args, "--edition", "student"])
    assert done.exit_code == 0, done.output
    assert page.read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "students" / "01.zip").is_file()
    # The next week's unit leaves the one before as it was.
    done = CliRunner().invoke(course, [args[0], "00", *args[2:]])
    assert done.exit_code == 0, done.output
    for home in (tmp_path / "students" / "01", tmp_path / "teacher"):
        assert set(json.loads((home / "exercises.json").read_text(encoding="utf-8"))) == {"00", "14"}
    for read in (page, tmp_path / "reading" / "index.html"):
        assert all(f'id="unit-{number}"' in read.read_text(encoding="utf-8") for number in ("00", "14"))
