"""What leaves the house after notebook 08: crisis manual, complaints, tastes, questions, shift, first hour."""

from __future__ import annotations

from smmkit.report.document import Document
from smmkit.topics.community.documents.manual import write_first_hours, write_manual, write_manual_docx
from smmkit.topics.community.documents.sheets import write_complaints, write_faq, write_shift, write_tastes

DOCUMENTS: tuple[Document, ...] = (
    Document("08", "crisis_manual.html", write_manual),
    Document("08", "crisis_manual.docx", write_manual_docx),
    Document("08", "complaints.xlsx", write_complaints),
    Document("08", "tastes.xlsx", write_tastes),
    Document("08", "faq.html", write_faq),
    Document("08", "shift.xlsx", write_shift),
    Document("08", "first_hour_*.html", write_first_hours),
)
