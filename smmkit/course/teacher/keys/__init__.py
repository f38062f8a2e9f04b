"""What is right in each exercise that marks itself, from the planted truth and the client's own tables.

Written apart from the solutions in the units, so that neither can be wrong alone.
"""

from smmkit.course.teacher.expect import KEYS
from smmkit.course.teacher.keys import broken, crisis, money, people, posts, quiet, records

__all__ = ["KEYS", "broken", "crisis", "money", "people", "posts", "quiet", "records"]
