"""The course: units with exercises on a client of one's own, and what marks them."""

from smmkit.course.sheet import Sheet, open_unit

__all__ = ["Sheet", "open_unit"]
