"""Who the audience is."""
