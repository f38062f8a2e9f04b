"""How long a class takes: `python tests/bench/course.py [STUDENTS]` prints seconds of clock and of CPU.

30 student folders are to take less than 60 s, 30 submissions of one unit less than 5 minutes, on a machine of its own.
"""

from __future__ import annotations

import resource
import shutil
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from smmkit.course.teacher import feedback
from smmkit.course.teacher.build import build_class
from smmkit.course.teacher.handed import read_submissions
from smmkit.course.teacher.roster import read_class
from smmkit.course.unit import course_dir, load_units
from smmkit.course.words import course_words

UNITS = ("09", "04")
"""The unit whose keys need most sums, and the one whose key runs a notebook on a changed copy of each client."""


def spent() -> float:
    """Return the CPU seconds of this process and its children."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main(students: int) -> None:
    """Build a class and mark two units of it."""
    units = load_units()
    with TemporaryDirectory() as folder:
        out = Path(folder)
        clock, cpu = time.perf_counter(), spent()
        build_class(out, list(units.values()), lang="es", country="ES", seed=1, students=students)
        print(
            f"{students} student folders: {time.perf_counter() - clock:.1f} s, {spent() - cpu:.1f} s of CPU", flush=True
        )
        for home in (out / "students").glob("[0-9][0-9]"):
            shutil.rmtree(home / "data")
        group = read_class(out / "teacher")
        words = course_words(group.lang, group.country, group.currency, course_dir())
        for number in UNITS:
            clock, cpu = time.perf_counter(), spent()
            handed = read_submissions(out / "students", group)
            results = feedback.mark_all(group, [units[number]], handed, {})
            feedback.write_feedback(out / "marks", results, words)
            clock, cpu = time.perf_counter() - clock, spent() - cpu
            print(f"{len(results)} submissions of unit {number}: {clock:.1f} s, {cpu:.1f} s of CPU", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 30)
