"""What leaves the house after notebook 07."""

from __future__ import annotations

from smmkit.report.document import Document

DOCUMENTS: tuple[Document, ...] = ()
