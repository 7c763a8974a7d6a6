"""Template tags of the offers."""
