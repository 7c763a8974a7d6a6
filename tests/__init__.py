"""All tests. house/ holds the rules of the house itself; the rest mirrors the packages."""
