"""What worked against the plan, and what did not."""
