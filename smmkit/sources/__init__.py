"""Exports of any platform -> canonical tables, with a report of what was understood."""

from smmkit.sources.importer import Imported, export_files, exports_of, import_client, nothing_usable, read_exports
from smmkit.sources.report import FileReport, Part
from smmkit.sources.same_files import same_files

__all__ = [
    "FileReport",
    "Imported",
    "Part",
    "export_files",
    "exports_of",
    "import_client",
    "nothing_usable",
    "read_exports",
    "same_files",
]
