"""The facets of the search: a parameter, a vocabulary, and the bit mask that holds it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from offers.vocabulary import (
    Access,
    CostLimit,
    Delivery,
    Focus,
    Format,
    Language,
    Letter,
    Stage,
    Subject,
)


@dataclass(frozen=True)
class Facet:
    """``parameter`` in addresses, ``column`` of the projection, and the words, bit i for word i."""

    parameter: str
    column: str
    vocabulary: type[TextChoices]
    label: str | Promise
    is_open: bool = False

    def mask(self, words: Iterable[str]) -> int:
        """The words as bits; raises ValueError for a word that is not in the vocabulary."""
        return sum(1 << self.vocabulary.values.index(word) for word in set(words))


FACETS = (
    Facet("stufe", "stages", Stage, _("Bildungsstufe"), is_open=True),
    Facet("bereich", "letters", Letter, _("MINT-Bereich"), is_open=True),
    Facet("kosten", "costs", CostLimit, _("Kosten"), is_open=True),
    Facet("format", "formats", Format, _("Art des Angebots")),
    Facet("durchfuehrung", "deliveries", Delivery, _("Durchführung")),
    Facet("fach", "subjects", Subject, _("Fach")),
    Facet("schwerpunkt", "focuses", Focus, _("Schwerpunkt")),
    Facet("merkmal", "access", Access, _("Zugang")),
    Facet("sprache", "languages", Language, _("Sprache")),
)
BY_PARAMETER = {facet.parameter: facet for facet in FACETS}
