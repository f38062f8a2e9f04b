"""The course: units with exercises on a client of one's own, and what marks them."""

from smmkit.course.sheet import StudentSheet, open_unit

__all__ = ["StudentSheet", "open_unit"]
