"""Notebook 03: what will be reached, by when, how likely it is, and whether anybody could tell."""
