"""When to publish."""
