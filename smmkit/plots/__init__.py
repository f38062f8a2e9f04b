"""Figures of finished tables; nothing is computed here."""
