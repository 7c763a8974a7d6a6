"""Rules of the house itself, held by tests."""
