"""Notebook 10: keep, change, stop or test, by the rule signed before the month."""
