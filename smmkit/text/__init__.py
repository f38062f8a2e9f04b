"""Words, numbers, money and dates in the client's language; the only room that knows languages."""

from smmkit.text.formats import Text
from smmkit.text.inert import inert
from smmkit.text.message import N_, Message, Scalar
from smmkit.text.notebooks import translate_notebook
from smmkit.text.retold import retell

__all__ = ["Message", "N_", "Scalar", "Text", "inert", "retell", "translate_notebook"]
