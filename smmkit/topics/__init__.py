"""One package per subject: analysis, proposals, tables, plots, panels. No topic imports another."""

NOTEBOOKS = {
    "brief": "00", "market": "01", "swot": "02", "objectives": "03", "segments": "04", "channels": "05",
    "budget": "06", "calendar": "07", "community": "08", "results": "09", "review": "10", "report": "11",
}  # fmt: skip
"""The notebook of each topic; its documents are written after it."""
