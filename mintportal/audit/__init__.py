"""History without foreign keys: the living data can go, the history stays."""
