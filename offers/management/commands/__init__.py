"""Management commands of the offers."""
