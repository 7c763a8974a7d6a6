"""Offers, their dates, and the projection that the public search reads."""

from offers.models.occurrence import Occurrence
from offers.models.offer import Offer
from offers.models.projection import SearchDate, SearchRow, SearchText

__all__ = ["Occurrence", "Offer", "SearchDate", "SearchRow", "SearchText"]
