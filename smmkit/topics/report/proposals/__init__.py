"""What a client reads first, what waits for a signature, and what the month was like in a sentence."""

from smmkit.topics.report.proposals.points import spoken
from smmkit.topics.report.proposals.summary import Summary, summary, summary_items, verdict_counts

__all__ = ["Summary", "spoken", "summary", "summary_items", "verdict_counts"]
