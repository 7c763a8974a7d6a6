"""What an offer costs for a group of a given size."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from offers.models import Offer
from offers.vocabulary import Cost

DEFAULT_SIZE = 25
LARGEST = 2000


@dataclass(frozen=True)
class GroupCost:
    """``size`` learners in ``groups`` groups cost ``total`` euro; ``problem``: what was wrong."""

    size: int
    groups: int
    total: Decimal
    problem: str = ""

    @classmethod
    def asked(cls, offer: Offer, text: str) -> "GroupCost":
        """For the number somebody typed; the offer's largest group (or 25) if it is none."""
        usual = min(offer.group_max or DEFAULT_SIZE, 30)
        if not text.strip():
            return cls.of(offer, usual)
        size = int(text) if re.fullmatch(r"\s*[0-9]{1,4}\s*", text) else 0
        if not 1 <= size <= LARGEST:
            problem = _("Geben Sie eine Zahl von 1 bis %s ein.") % LARGEST
            return cls.of(offer, usual, problem)
        return cls.of(offer, size)

    @classmethod
    def of(cls, offer: Offer, size: int, problem: str = "") -> "GroupCost":
        """Per person: size times amount. Per group: amount times the groups the size makes."""
        groups = -(-size // offer.group_max) if offer.group_max else 1
        amount = offer.amount or Decimal(0)
        times = {Cost.FREE.value: 0, Cost.PERSON.value: size, Cost.GROUP.value: groups}
        return cls(size, groups, amount * times[offer.cost], problem)
