"""Calculations by topic: tables in, tables or frozen records out; no topic knows another."""
