"""Exports of any platform -> canonical tables, with a report of what was understood."""

from smmkit.sources.importer import Imported, export_files, import_client, nothing_usable, read_exports
from smmkit.sources.report import FileReport, Part

__all__ = [
    "FileReport",
    "Imported",
    "Part",
    "export_files",
    "import_client",
    "nothing_usable",
    "read_exports",
]
