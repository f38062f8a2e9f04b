"""What leaves the house: one HTML page per client, and the portfolio over all of them."""

from smmkit.report.client_page import write_report
from smmkit.report.months import write_months
from smmkit.report.portfolio import write_portfolio

__all__ = ["write_months", "write_portfolio", "write_report"]
