"""What every forked kernel needs, whatever its notebook imports."""

from __future__ import annotations

import os
import sys
from importlib import import_module

# Left out: a grammar that takes two seconds to build, for checking URLs nobody checks, the debugger, and the cloud
# storage that papermill offers: what the batch writes, the parent process writes.
NEEDLESS = ("rfc3987_syntax", "debugpy", "boto3", "gcsfs", "azure", "github")

# Where a kernel looks for modules: not beside the script that started the batch.
SEARCH_PATH = [folder for folder in sys.path if folder]

# As in a kernel; matplotlib reads it when it is imported.
os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")

# `None` makes an import fail, which those who ask for these are prepared for.
_blocked = [name for name in NEEDLESS if name not in sys.modules]
for _name in _blocked:
    sys.modules[_name] = None  # type: ignore[assignment]
for _name in ("ipykernel.debugger", "smmkit.run.kernel", "smmkit.run.execute", "smmkit.run.child"):
    import_module(_name)
for _name in _blocked:
    del sys.modules[_name]

# Used, not only imported: what checks a notebook's format is plain Python, and each child would build it anew.
import_module("nbformat.validator").get_validator(4, 5)
