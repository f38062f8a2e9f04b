"""Everything a notebook may need, imported once in the process that all others are forked from.

Hardly more than imported: a library that has started threads before the fork would leave its children hanging.
The dictionaries of words are read and pages' templates compiled, which starts nothing: each child would do it anew.
"""

from __future__ import annotations

import gc
import pkgutil
import signal
from collections.abc import Iterable
from contextlib import suppress
from importlib import import_module
from types import ModuleType

import smmkit

# What the notebooks and the report import late, or only when they are used; a test holds the list to what they load.
LIBRARIES = (
    "smmkit.run.preload_kernel",
    "babel.messages.pofile",
    "bdb",
    "docx",
    "holidays.countries",
    "icalendar",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "ipywidgets",
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
    "nbconvert.filters.markdown_mistune",
    "numpy",
    "pandas",
    "PIL.GifImagePlugin",
    "PIL.JpegImagePlugin",
    "pyarrow.dataset",
    "pyarrow.parquet",
    "python_calamine",
    "scipy.spatial.distance",
    "simplemma",
    "sklearn.feature_extraction.text",
    "sklearn.model_selection",
    "sklearn.preprocessing",
    "sklearn.tree",
    "sqlite3",
    "tornado.platform.asyncio",
    "xlsxwriter",
)
LANGUAGES = ("es", "en")
# What each notebook and document would begin with: countries and zones listed, templates compiled, an empty text file,
# the forms of a spreadsheet's formulas.
PREPARED = {
    "smmkit.client.fields": "prepare_fields",
    "smmkit.report.letters": "compile_templates",
    "smmkit.report.sheets": "prepare_sheets",
    "smmkit.report.text_file": "prepare_text_files",
}
# The command line, the course, the inventor of clients and the cluster are no part of a notebook.
LEFT_OUT = ("smmkit.cli", "smmkit.course", "smmkit.demo", "smmkit.run", "smmkit.bundle")


def _load(name: str) -> ModuleType | None:
    """Import a module; what fails here is not lost: the notebook that needs it says so, in its own cell."""
    with suppress(Exception):
        return import_module(name)
    return None


def _load_package(path: Iterable[str], prefix: str) -> None:
    """Import all of a package; what is left out is not even looked into, which would import it."""
    for module in pkgutil.iter_modules(path, prefix):
        loaded = None if module.name in LEFT_OUT else _load(module.name)
        if loaded is not None and module.ispkg:
            _load_package(loaded.__path__, f"{module.name}.")


def _read_dictionaries() -> None:
    """Let the library of word forms read its two dictionaries; a language it lacks is that notebook's matter."""
    with suppress(Exception):
        import simplemma

        for lang in LANGUAGES:
            simplemma.lemmatize("a", lang=lang)


# Ctrl-C reaches this process too; who asked for it says so, and a traceback of a library half loaded helps nobody.
_heard = signal.signal(signal.SIGINT, signal.SIG_IGN)
gc.disable()
for _name in LIBRARIES:
    _load(_name)
_load_package(smmkit.__path__, "smmkit.")
for _module, _prepare in PREPARED.items():
    with suppress(Exception):  # as above: the document that needs a broken template says so
        getattr(import_module(_module), _prepare)()
_read_dictionaries()

# What is here now stays: the collector must not touch, and so copy, the pages the children share.
gc.collect()
gc.freeze()
gc.enable()
signal.signal(signal.SIGINT, _heard)
