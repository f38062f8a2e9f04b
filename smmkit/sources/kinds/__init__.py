"""Every known kind of export: one module per kind or close family, found by walking this folder."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from smmkit.sources.kind import ExportKind

KINDS: tuple[ExportKind, ...] = tuple(
    kind
    for module in sorted(module.name for module in pkgutil.iter_modules(__path__))
    for kind in import_module(f"{__name__}.{module}").KINDS
)
