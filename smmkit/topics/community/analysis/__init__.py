"""The sums of notebook 08."""
