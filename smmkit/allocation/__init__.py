"""Exact splits of money over response curves; knows nothing of social media."""
