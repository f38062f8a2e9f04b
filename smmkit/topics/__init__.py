"""One package per subject: analysis, proposals, tables, plots, panels. No topic imports another."""
