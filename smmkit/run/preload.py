"""Everything a notebook may need, imported once in the process that all others are forked from.

Only imported, never used: a library that has started threads before the fork would leave its children hanging.
"""

from __future__ import annotations

import gc
import pkgutil
from contextlib import suppress
from importlib import import_module

import smmkit

LIBRARIES = (
    "smmkit.run.preload_kernel",
    "IPython.core.completer",
    "ipywidgets",
    "matplotlib.backends.backend_agg",
    "matplotlib.pyplot",
    "numpy",
    "pandas",
    "pyarrow.parquet",
    "scipy.optimize",
    "scipy.stats",
    "sklearn.cluster",
    "sklearn.feature_extraction.text",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.tree",
    "sqlite3",
    "statsmodels.api",
    "statsmodels.tsa.forecasting.theta",
)
# The command line, the inventor of clients and the cluster are no part of a notebook.
_LEFT_OUT = ("smmkit.cli", "smmkit.demo", "smmkit.run", "smmkit.client.__main__", "smmkit.bundle")


def _modules() -> list[str]:
    found = [module.name for module in pkgutil.walk_packages(smmkit.__path__, "smmkit.", onerror=lambda name: None)]
    return [name for name in found if not name.startswith(_LEFT_OUT)]


for _name in (*LIBRARIES, *_modules()):
    # What cannot be imported here is not lost: the notebook that needs it says so, in its own cell.
    with suppress(Exception):
        import_module(_name)

# What is here now stays: the collector must not touch, and so copy, the pages the children share.
gc.collect()
gc.freeze()
