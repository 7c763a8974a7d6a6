"""A database as full as the portal may become one day, made of word lists and chance.

The same number of offers, seed and day give the same rows. Nothing in it means anybody.
"""

from bench.volume.fill import Refused, fill

__all__ = ["Refused", "fill"]
