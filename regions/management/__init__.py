"""Commands of the regions."""
