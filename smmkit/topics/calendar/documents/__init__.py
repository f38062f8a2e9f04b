"""What leaves the house after notebook 07: the calendar, the design sheets, the briefs, the approval pages."""

from __future__ import annotations

from smmkit.report.document import Document
from smmkit.topics.calendar.documents.briefs import brief_pages
from smmkit.topics.calendar.documents.ics import calendar_ics
from smmkit.topics.calendar.documents.pages import approval_pages, design_pages, design_sheets
from smmkit.topics.calendar.documents.workbook import calendar_workbook

DOCUMENTS: tuple[Document, ...] = (
    Document("07", "calendar.xlsx", calendar_workbook),
    Document("07", "calendar.ics", calendar_ics),
    Document("07", "design_*.html", design_pages),
    Document("07", "design_*.xlsx", design_sheets),
    Document("07", "approval_*.html", approval_pages),
    # After the review, which may propose to end a campaign.
    Document("10", "brief_*.html", brief_pages),
)
