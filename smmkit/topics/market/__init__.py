"""Where the client stands against its rivals."""
