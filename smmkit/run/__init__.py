"""The batch: what is stale and why, fresh processes that run notebooks, one record per workbook."""
