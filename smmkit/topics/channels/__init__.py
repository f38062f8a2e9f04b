"""Where to be, with which tools, and with whom (notebook 05)."""
