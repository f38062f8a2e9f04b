"""`smmkit course`: build a class, check an answer's form, mark what was handed in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from smmkit.cli.language import speak_only

if TYPE_CHECKING:
    from smmkit.course.teacher.roster import Class
    from smmkit.text import Text


@click.group()
def course() -> None:
    """Teach with the workbook: one client per student, answers that mark themselves."""


@course.command()
@click.argument("units", nargs=-1)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("classroom"),
    show_default=True,
    help="Folder of the class.",
)
@click.option(
    "--edition",
    type=click.Choice(["both", "student", "teacher"]),
    default="both",
    show_default=True,
    help="What is written: students' folders and the reading edition, the teacher's, or both.",
)
@click.option("--students", type=click.IntRange(1, 99), default=30, show_default=True)
@click.option(
    "--lang", default="en", show_default=True, help="Language and country: en_US, en_GB, es_ES, es_MX, es_CL ..."
)
@click.option("--client-seed", "seed", type=click.IntRange(min=0), default=0, show_default=True, help="Which clients.")
@click.option(
    "--secret-file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The class's secret; one is made and kept in teacher/ if none is named.",
)
@click.option("--no-pins", is_flag=True, help="Write no requirements.txt with hashes.")
@click.option("-j", "workers", type=click.IntRange(min=1), help="Processes; as many as there are cores if not given.")
def build(
    units: tuple[str, ...], out: Path, edition: str, students: int, lang: str, seed: int, secret_file: Path | None,
    no_pins: bool, workers: int | None,
) -> None:  # fmt: skip
    """Write a class: students' folders and zips, the teacher's folder, a reading edition.

    UNITS are numbers such as 09; all fifteen without any. Building again into the same folder keeps every answer.
    """
    from smmkit.course.unit import chosen_units, course_dir

    course_dir()  # says so in a student's copy, which lacks what follows
    from smmkit.course.teacher.build import build_class
    from smmkit.course.teacher.pins import REQUIREMENTS, write_requirements
    from smmkit.course.teacher.roster import parse_lang
    from smmkit.course.teacher.wheel import write_student_wheel
    from smmkit.text import N_, Text

    language, country = parse_lang(lang)
    text = Text(language, country=country)
    speak_only(text)
    chosen = chosen_units(units)
    shared = [write_student_wheel(out / "install")] if edition != "teacher" else []
    if not no_pins and edition != "teacher":
        write_requirements(out / "install" / REQUIREMENTS)
    if (out / "install" / REQUIREMENTS).is_file():
        shared.append(out / "install" / REQUIREMENTS)
    place = {"lang": language, "country": country, "seed": seed, "students": students, "edition": edition}
    built = build_class(out, chosen, **place, secret_file=secret_file, shared=shared, workers=workers)  # type: ignore[arg-type]
    if edition != "teacher":
        said = N_("{folder}: students {students:number}, units {units:number}; answers put back: {kept:number}.")
        counts = {"students": built.students, "units": len(chosen), "kept": built.kept}
        click.echo(text(said, folder=str(out / "students"), **counts))
    page = str(out / "teacher" / ("teacher.html" if edition != "student" else "class.toml"))
    click.echo(text(N_("For you alone: {page} and everything beside it."), page=page))
    after = N_("After class: smmkit course mark SUBMISSIONS --teacher {folder}")
    click.echo(text(after, folder=str(out / "teacher")))


@course.command()
@click.argument("place", type=click.Path(exists=True, path_type=Path))
@click.option("--lang", help="Language of the sentences, en or es; the folder's own if not given.")
def check(place: Path, lang: str | None) -> None:
    """Say which answers are complete in PLACE: a student's folder, or one of its notebooks.

    Whether an answer is right, only the teacher's copy can say. What is typed in the notebooks is kept in answers/.
    """
    from smmkit.course.sheet import STUDENT, read_student
    from smmkit.course.standing import standing, student_home
    from smmkit.text import Text

    home, unit = student_home(place)
    record = read_student(home / STUDENT)
    speak_only(Text(lang or record["lang"], country=record["country"]))
    complete, lines = standing(home, unit, lang)
    for line in lines:
        click.echo(line)
    raise SystemExit(0 if complete else 1)


@course.command()
@click.argument("submissions", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--teacher", type=click.Path(exists=True, file_okay=False, path_type=Path), required=True)
@click.option("--unit", "numbers", multiple=True, help="Only these units, such as 09.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Folder of marks; TEACHER/marks if not given."
)
@click.option("--nbgrader", "for_nbgrader", is_flag=True, help="Also lay the notebooks where nbgrader looks for them.")
@click.option("--json", "as_json", is_flag=True, help="Print the marks for another program.")
def mark(
    submissions: Path, teacher: Path, numbers: tuple[str, ...], out: Path | None, for_nbgrader: bool, as_json: bool
) -> None:
    """Mark what lies in SUBMISSIONS: a folder or zip per student, named by number.

    Texts are listed in to_read.csv: write points and remarks there and mark again. Where a file cannot be read it is
    named, everything else is marked, and the command ends with 1.
    """
    from smmkit.course.unit import chosen_units, course_dir

    sources = course_dir()  # says so in a student's copy, which lacks what follows
    from smmkit.course.teacher import feedback, nbgrader
    from smmkit.course.teacher.handed import read_submissions
    from smmkit.course.teacher.roster import read_class
    from smmkit.course.teacher.strays import strays
    from smmkit.course.words import course_words
    from smmkit.text import Text

    group, place = read_class(teacher), out or teacher / "marks"
    speak_only(text := Text(group.lang, country=group.country))
    handed_in = read_submissions(submissions, group)
    if for_nbgrader:
        nbgrader.lay_out(group, chosen_units(numbers), handed_in)
    given = feedback.read_given(place / feedback.TO_READ)
    results = feedback.mark_all(group, chosen_units(numbers), handed_in, given)
    waiting = feedback.write_to_read(place / feedback.TO_READ, results)
    feedback.write_marks(place / "marks.csv", results)
    feedback.write_feedback(
        place / "feedback", results, course_words(group.lang, group.country, group.currency, sources)
    )
    trouble = [(one.student, name) for one in handed_in for name in one.trouble]
    _say_trouble(text, trouble)
    if as_json:
        click.echo(feedback.results_json(results))
        raise SystemExit(1 if trouble else 0)
    counts = {"students": len({one.student for one in results}), "units": len(results), "count": waiting}
    _say_marks(group, place, counts, strays(submissions, group), text=text)
    raise SystemExit(1 if trouble else 0)


def _say_trouble(text: Text, trouble: list[tuple[str, str]]) -> None:
    """Name what could not be read, in the class's language; all else is marked."""
    from smmkit.files import inert
    from smmkit.text import N_

    for student, name in trouble:
        said = text(N_("{student}: {file} cannot be read; ask for it again."), student=student, file=inert(name))
        click.secho(said, fg="yellow", err=True)


def _say_marks(group: Class, place: Path, counts: dict[str, int], nobodys: list[str], *, text: Text) -> None:
    """Say, in the class's language, what was marked and what is nobody's."""
    from smmkit.course.teacher.feedback import TO_READ
    from smmkit.files import inert
    from smmkit.text import N_

    stray = N_(
        "{file} is not marked: its name holds no student's number (01 to {last}), or it is no folder or zip. "
        "Rename it, such as 01.zip, and mark again."
    )
    for name in nobodys:
        click.secho(text(stray, file=inert(name), last=f"{group.students:02d}"), fg="yellow", err=True)
    done = N_("{file}: students marked {students:number}, their units {units:number}.")
    read = N_("Texts to read: {count:number}, in {file}. Feedback: {folder}")
    click.echo(text(done, file=str(place / "marks.csv"), students=counts["students"], units=counts["units"]))
    click.echo(text(read, count=counts["count"], file=str(place / TO_READ), folder=str(place / "feedback")))
