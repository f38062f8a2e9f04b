"""Strengths, weaknesses, opportunities and threats, and the strategies that follow."""
