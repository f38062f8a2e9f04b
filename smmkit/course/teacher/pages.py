"""What the teacher and the reader get on paper: lesson, card, rubric, the teacher's page, the reading edition."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from pathlib import Path
from typing import Any

import tomlkit

from smmkit.course.cells import student_notebook, tags_of
from smmkit.course.teacher.roster import Class, Pupil, planted_in
from smmkit.course.unit import Unit
from smmkit.course.words import Words
from smmkit.files import write_whole
from smmkit.report.page import page
from smmkit.text import N_

_COLOUR = "#155E75"
_LINES = 6
"""Lines to write an answer on, where the page is printed."""
_CARD = {
    "decision": N_("What it decides"),
    "inputs": N_("What it needs"),
    "assumption": N_("What it takes for granted"),
    "wrong": N_("What makes it wrong"),
    "refuse": N_("When to refuse"),
}
_README = N_(
    "# Your folder, student {number}\n\nYour client is **{client}**. "
    "Nobody else has it, and its numbers are nobody else's.\n\n"
    "1. Install once: `python -m venv .venv`, activate it, then {install}.\n"
    "2. `jupyter lab units`: choose the unit of the week and work from top to bottom.\n"
    "3. `smmkit course check .` says what is complete. Hand in this folder as a zip, or the notebook alone.\n\n"
    "Answers lie in the folder answers. Unpacking a new copy over this folder overwrites none of them: run "
    "`smmkit course check .` once and they are back in the notebooks. What you break on purpose lies in the folder "
    "scratch, which may be deleted."
)
_PINNED = N_(
    "`pip install --require-hashes -r requirements.txt` and `pip install --no-deps` followed by the file that ends "
    "in .whl"
)
_NOT_PINNED = N_("`pip install` followed by the file that ends in .whl")
_WEEK = N_(
    "1. **Before class.** Each student gets the zip of their number from `students/`; whoever cannot install anything "
    "gets `reading.zip`. Nothing of `teacher/` leaves your hands.\n"
    "2. **In class.** The plan of the unit below. Your own client is number 00; its notebooks lie in "
    "`teacher/units/`.\n"
    "3. **After class.** Put what was handed in into one folder, a zip or a folder for each student with the number in "
    "its name, and run in the folder of the class `smmkit course mark FOLDER --teacher teacher`. The first time "
    "a unit is marked takes some minutes. The marks are in `teacher/marks/marks.csv`, and there is a page for each "
    "student in `teacher/marks/feedback/`.\n"
    "4. **Texts.** They wait in `teacher/marks/to_read.csv`. Write points and a remark beside each, by the levels "
    "below, and run the same command again: both are then on the student's page.\n"
    "5. **Next week.** Build again into the same folder, with other units if you like: nobody loses an answer or gets "
    "another client. Keep `teacher/secret.txt` where only you can read it."
)


def lesson(unit: Unit, words: Words) -> str:
    """Return the plan of ninety minutes as Markdown."""
    text = words.text
    parts = [f"# {unit.number} {words(unit.title)}", f"**{text.word(N_('Opening question'))}.** {words(unit.question)}"]
    rows = "\n".join(f"| {minutes} | {words(what)} |" for minutes, what in unit.plan)
    parts.append(f"| {text.word(N_('Minutes'))} | {text.word(N_('What happens'))} |\n|---|---|\n{rows}")
    listed = "\n".join(f"- {words(one)}" for one in unit.wrong)
    parts.append(f"## {text.word(N_('What usually goes wrong'))}\n\n{listed}")
    if unit.roles:
        sheets = "\n\n".join(f"**{words(who)}.** {words(sheet)}" for who, sheet in unit.roles)
        parts.append(f"## {text.word(N_('Role sheets, to cut out'))}\n\n{sheets}")
    parts.append(f"## {text.word(N_('Homework'))}\n\n{words(unit.homework)}")
    return "\n\n".join(parts) + "\n"


def card(unit: Unit, words: Words) -> str:
    """Return the unit's card as Markdown: what it decides, and when to refuse."""
    lines = [f"**{words.text.word(head)}.** {words(unit.card[key])}" for key, head in _CARD.items()]
    return f"# {unit.number} {words(unit.title)}\n\n" + "\n\n".join(lines) + "\n"


def rubric(unit: Unit, words: Words) -> str:
    """Return the unit's rubric: points of each exercise, levels of each text; the points add up to a hundred."""
    rows: list[dict[str, Any]] = []
    for one in unit.exercises:
        row: dict[str, Any] = {"id": one.id, "points": one.points, "marks_itself": one.marks_itself}
        levels = [{"points": lv.points, "what": words(lv.what), "sample": words(lv.sample)} for lv in one.levels]
        rows.append(row | ({"level": levels} if levels else {}))
    whole = sum(one.points for one in unit.exercises)
    return str(tomlkit.dumps({"unit": unit.number, "total": whole, "exercise": rows}))


def student_readme(pupil: Pupil, words: Words, *, pinned: bool) -> str:
    """Return the first page of a student's folder; `pinned` where the versions of the class lie beside it."""
    install = words.text(_PINNED if pinned else _NOT_PINNED)
    return words.text(_README, number=pupil.number, client=pupil.client.name, install=install) + "\n"


def teacher_page(group: Class, units: Sequence[Unit], words: Words) -> str:
    """Return the teacher's page: what to do, course, students and clients, lessons with their keys and rubrics."""
    text = words.text
    sections = [
        ("week", text.word(N_("How a week goes")), html_of(text.word(_WEEK))),
        ("course", text.word(N_("The course")), _course_table(units, words)),
        ("students", text.word(N_("Students and their clients")), _students(group, words)),
        *((f"unit-{unit.number}", f"{unit.number} {words(unit.title)}", _unit_html(unit, words)) for unit in units),
    ]
    said = text(N_("For the teacher alone: this page holds what is planted."))
    footer = text.word(N_("What is planted was written down when the data were; what is right is computed from both."))
    return _page(sections, title=text.word(N_("The teacher's page")), subtitle=said, footer=footer, words=words)


def write_reading(
    folder: Path, group: Class, units: Sequence[Unit], books: dict[str, dict[str, Any]], words: Words
) -> None:
    """Write the reading edition, one page and a zip with it: for whoever has no installation."""
    sections = [
        (f"unit-{unit.number}", f"{unit.number} {words(unit.title)}", _reading(books[unit.number], words))
        for unit in units
    ]
    title = words.text.word(N_("The course, to read"))
    said = words.text(N_("All units without a program: what is asked, how it is found, and where to write it down."))
    footer = words.text.word(N_("The answers lie in your own client's files, and in nobody else's."))
    whole = _page(sections, title=title, subtitle=said, footer=footer, words=words)
    write_whole(folder / "index.html", whole)
    with zipfile.ZipFile(folder.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(f"{folder.name}/index.html", whole)


def html_of(markdown: str) -> str:
    """Return Markdown as HTML; HTML inside it is shown as text."""
    import mistune

    made = str(mistune.create_markdown(escape=True, plugins=["table", "strikethrough"])(markdown))
    return made.replace("<table>", '<div class="scroll" tabindex="0"><table>').replace("</table>", "</table></div>")


def table_html(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as HTML, every cell escaped."""
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(str(cell))}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'


def code_html(code: str) -> str:
    """Return code as it stands, to be read."""
    return f'<div class="scroll" tabindex="0"><pre><code>{escape(code)}</code></pre></div>'


def _page(sections: Sequence[tuple[str, str, str]], *, title: str, subtitle: str, footer: str, words: Words) -> str:
    body = "\n".join(
        f'<section id="{name}" aria-labelledby="{name}-h"><h2 id="{name}-h">{escape(head)}</h2>{inside}</section>'
        for name, head, inside in sections
    )
    contents = [(name, head) for name, head, _ in sections]
    shown = {"title": title, "subtitle": subtitle, "footer": footer}
    return page(body, **shown, text=words.text, colour=_COLOUR, contents=contents)


def _course_table(units: Sequence[Unit], words: Words) -> str:
    text = words.text
    heads = [text.word(one) for one in (N_("Unit"), N_("Opening question"), N_("Minutes"), N_("Marks itself"))]
    rows = [
        (
            f"{unit.number} {words(unit.title)}",
            words(unit.question),
            sum(minutes for minutes, _ in unit.plan),
            text(N_("{points:number} of 100 points"), points=sum(e.points for e in unit.exercises if e.marks_itself)),
        )
        for unit in units
    ]
    return table_html(heads, rows)


def _students(group: Class, words: Words) -> str:
    """Return who has which client, and what is planted there."""
    text = words.text
    heads = [
        text.word(one)
        for one in (
            N_("Student"), N_("Client"), N_("Second client, nothing planted"), N_("Winning format"),
            N_("Hour of interactions"), N_("Autumn campaign"), N_("Crisis begins"), N_("Rising topic"),
        )
    ]  # fmt: skip
    rows = []
    for pupil in group.pupils:
        truth = planted_in(group, pupil.client.slug)
        hour = next(one["hour"] for one in truth["hours"] if one["outcome"] == "interactions")
        found = (truth["formats"]["winning"], text.hour(hour), text.percent(truth["campaign"]["lift"]))
        crisis = (text.date(truth["crisis"]["start"]), truth["topic"]["name"])
        rows.append((pupil.number, pupil.client.name, pupil.quiet.name, text.word(found[0]), *found[1:], *crisis))
    note = text(N_("Student 00 is you: a client for the board that nobody else has. No two students share one."))
    return f"<p>{escape(note)}</p>" + table_html(heads, rows)


def _unit_html(unit: Unit, words: Words) -> str:
    text = words.text
    shown = _lower(lesson(unit, words).partition("\n\n")[2]) + "\n\n" + card(unit, words).partition("\n\n")[2]
    parts = [html_of(shown), f"<h3>{escape(text.word(N_('Key and rubric')))}</h3>"]
    for one in unit.exercises:
        head = text(N_("{exercise}: {points:number} points"), exercise=one.id, points=one.points)
        parts.append(f"<h4>{escape(head)}</h4>{html_of(words(one.ask))}")
        parts.append(html_of(f"**{text.word(N_('Why'))}.** {words(one.why)}"))
        parts.append(html_of(f"**{text.word(N_('The usual error'))}.** {words(one.error)}"))
        if one.solution:
            found = text.word(N_("How it is found, after the unit's own cells"))
            parts.append(f"<p>{escape(found)}:</p>{code_html(one.solution)}")
        if one.levels:
            heads = [text.word(head) for head in (N_("Points"), N_("Level"), N_("A sample answer"))]
            parts.append(table_html(heads, [(lv.points, words(lv.what), words(lv.sample)) for lv in one.levels]))
    return "".join(parts)


def _reading(book: dict[str, Any], words: Words) -> str:
    """Return a unit as prose with its code; what checks an answer's form needs a kernel and is left out."""
    parts = []
    for cell in student_notebook(book)["cells"]:
        if "hide-input" in tags_of(cell) or cell["id"].endswith("-test") or cell["id"] == "overview":
            continue
        if cell["cell_type"] == "markdown" and "answer" in tags_of(cell):
            parts.append(f"<p>{escape(words.text.word(N_('Your answer')))}:</p>" + "<br><hr>" * _LINES)
        elif cell["cell_type"] == "markdown":
            said = cell["source"]
            parts.append(html_of(said.partition("\n\n")[2] if cell["id"] == "title" else _lower(said)))
        else:
            parts.append(code_html(cell["source"]))
    return "".join(parts)


def _lower(markdown: str) -> str:
    """Return Markdown whose headings stand one level lower, below the page's own."""
    return "\n".join(f"#{line}" if line.startswith("## ") else line for line in markdown.splitlines())
