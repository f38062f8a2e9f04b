"""What a client reads first, what waits for a signature, and what the month was like in a sentence."""

from smmkit.topics.report.proposals.summary import (
    NOTHING_FIRM,
    SIGNED,
    Summary,
    summary,
    summary_items,
    verdict_counts,
)

__all__ = ["NOTHING_FIRM", "SIGNED", "Summary", "summary", "summary_items", "verdict_counts"]
