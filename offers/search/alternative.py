"""What an offer may say for a typed word, why that is meant, and how much it counts."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why an offer's word answers the typed one."""

    EXACT = "exact"
    SYNONYM = "synonym"
    NARROWER = "narrower"
    COMPOUND = "compound"
    PART = "part"
    BEGINNING = "beginning"
    SLIP = "slip"
    PHRASE = "phrase"


WEIGHTS = {
    Why.EXACT: 1.0,
    Why.PHRASE: 1.0,
    Why.SLIP: 0.8,
    Why.SYNONYM: 0.85,
    Why.BEGINNING: 0.75,
    Why.COMPOUND: 0.7,
    Why.NARROWER: 0.3,
    Why.PART: 0.25,
}
"""What it counts, of 1."""


@dataclass(frozen=True)
class Alternative:
    """Stems that an offer must all have; ``shown`` is the word that was probably meant."""

    stems: tuple[str, ...]
    why: Why
    weight: float
    shown: str = ""


def meant(stems: tuple[str, ...], why: Why, times: float = 1.0, shown: str = "") -> Alternative:
    """An alternative with its usual weight, or less of it."""
    return Alternative(stems, why, WEIGHTS[why] * times, shown)
