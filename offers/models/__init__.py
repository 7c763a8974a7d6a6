"""Offers, their dates, and the projection that the public search reads."""

from offers.models.occurrence import Occurrence
from offers.models.offer import Offer
from offers.models.projection import (
    SearchChange,
    SearchDate,
    SearchForm,
    SearchPosting,
    SearchRow,
    SearchText,
)
from offers.models.synonym import Synonym

__all__ = [
    "Occurrence",
    "Offer",
    "SearchChange",
    "SearchDate",
    "SearchForm",
    "SearchPosting",
    "SearchRow",
    "SearchText",
    "Synonym",
]
