"""The sums behind the social media strategy workbook."""

__version__ = "0.1.0"
