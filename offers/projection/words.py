"""A published offer as words: what it says, what it is, and who offers it where."""

from django.utils.translation import override

from offers.models import Offer
from offers.search.postings import Analysed, analyse
from offers.vocabulary import Cost, Delivery, Focus, Format, Language, Stage, Subject


def words_of(offer: Offer) -> Analysed:
    """The offer's words, by the field in which they stand."""
    names = [offer.region.name, offer.town, offer.plz]
    if offer.institution:
        names += [offer.institution.name, offer.institution.get_kind_display()]
    rest = [offer.description, *offer.flow, *offer.curriculum, offer.material]
    return analyse(
        {
            "title": offer.title,
            "keyword": " | ".join(offer.keywords),
            "label": _labels(offer),
            "name": " | ".join(names),
            "summary": offer.summary,
            "text": " | ".join(rest),
        }
    )


def _labels(offer: Offer) -> str:
    """The words of the vocabularies, in German whoever publishes."""
    chosen = (
        (Stage, offer.stages),
        (Subject, offer.subjects),
        (Focus, offer.focuses),
        (Format, [offer.format]),
        (Delivery, [offer.delivery]),
        (Cost, [offer.cost]),
        (Language, [one for one in offer.languages if one != Language.GERMAN]),
    )
    with override("de"):
        return " | ".join(str(kind(word).label) for kind, words in chosen for word in words)
