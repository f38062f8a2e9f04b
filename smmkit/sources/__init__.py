"""Exports of any platform -> canonical tables, with a report of what was understood."""

from smmkit.sources.coverage import coverage, days_covered
from smmkit.sources.importer import Imported, export_files, import_client, nothing_usable, read_exports
from smmkit.sources.report import FileReport, Part

__all__ = [
    "FileReport",
    "Imported",
    "Part",
    "coverage",
    "days_covered",
    "export_files",
    "import_client",
    "nothing_usable",
    "read_exports",
]
