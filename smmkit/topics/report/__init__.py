"""What the client must know and sign."""
