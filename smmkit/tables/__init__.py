"""Tables as a reader sees them: formatted text under translated headings."""
