"""Where the next unit of money works hardest."""
