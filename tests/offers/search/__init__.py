"""The parts of the search, each on its own."""
