"""How things look, for every topic: style, intervals, decision and plan tables, display."""
