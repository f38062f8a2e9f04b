"""What the client wants and what its exports can carry."""
