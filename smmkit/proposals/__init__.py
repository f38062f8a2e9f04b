"""From results to ledger items: the only place where a calculation becomes a proposal with its reasons."""
