"""What several topics measure, once."""
