"""What could not be understood of a search, each in a sentence; nothing is dropped in silence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext

from mintportal.geo import places
from mintportal.geo.maps import Window
from offers.address import PARAMETERS
from offers.forms import readable
from offers.search.typed import parse


class Asked(Protocol):
    """What is looked at: a filled OfferFilter."""

    data: Mapping[str, Any]
    form: Any
    finding: places.Finding
    named: Mapping[str, Mapping[str, Any]]
    default_radius: int
    home: Any
    left_home: bool

    def clean(self, parameter: str) -> Any:
        """The parameter's checked value."""


@dataclass(frozen=True)
class Problem:
    """What could not be understood, in a sentence; ``guesses`` are places that may be meant.

    Without a ``parameter`` it is only a note: the search is done all the same.
    """

    parameter: str
    sentence: str
    guesses: tuple[places.Place, ...] = ()


def problems(asked: Asked) -> list[Problem]:
    """Everything that could not be understood, in the order of the table."""
    asked.form.is_valid()
    found = [Problem(name, errors[0]) for name, errors in asked.form.errors.items()]
    kinds = (_of_names, _of_home, _of_slugs, _of_words, _of_place, _of_radius, _of_days, _of_map)
    return [*found, *(problem for kind in kinds for problem in kind(asked))]


def _of_names(asked: Asked) -> Iterator[Problem]:
    unknown = sorted(readable(name)[:40] for name in asked.data if name not in PARAMETERS)
    if unknown:
        sentence = gettext("Diese Angaben in der Adresse kennen wir nicht: %s")
        yield Problem("", sentence % ", ".join(unknown))


def _of_home(asked: Asked) -> Iterator[Problem]:
    if asked.left_home:
        sentence = gettext("Hier suchen Sie nur unter den Angeboten von %s.")
        yield Problem("", sentence % asked.home.name)


def _of_slugs(asked: Asked) -> Iterator[Problem]:
    for parameter in ("anbieter", "region"):
        rows = asked.named[parameter]
        strange = [slug for slug in asked.clean(parameter) or [] if slug not in rows]
        if strange:
            sentence = gettext("Das kennen wir nicht: %s") % ", ".join(strange)
            yield Problem(parameter, sentence)


def _of_words(asked: Asked) -> Iterator[Problem]:
    typed = str(asked.data.get("q", "")).strip()
    if typed and "q" not in asked.form.errors and not parse(asked.clean("q") or ""):
        yield Problem("q", gettext("Bei „Was?“ steht kein Wort, nach dem wir suchen können."))


def _of_place(asked: Asked) -> Iterator[Problem]:
    text = asked.clean("ort")
    if not text or asked.finding.place:
        return
    if asked.finding.candidates:
        sentence = gettext("„%s“ gibt es so nicht oder mehrmals. Meinten Sie:") % text
    else:
        sentence = gettext("Den Ort „%s“ kennen wir nicht.") % text
    yield Problem("ort", sentence, asked.finding.candidates)


def _of_radius(asked: Asked) -> Iterator[Problem]:
    """A form always sends a radius; only one that was chosen is missed."""
    chosen = asked.clean("umkreis") not in (None, 0, asked.default_radius)
    if chosen and not asked.data.get("ort"):
        yield Problem("", gettext("Der Umkreis zählt erst, wenn bei „Wo?“ ein Ort steht."))


def _of_days(asked: Asked) -> Iterator[Problem]:
    first, last = asked.clean("von"), asked.clean("bis")
    if first and last and last < first:
        yield Problem("bis", gettext("Der Zeitraum endet, bevor er beginnt."))
    elif last and last < timezone.localdate():
        yield Problem("", gettext("Der Zeitraum ist schon vorbei."))


def _of_map(asked: Asked) -> Iterator[Problem]:
    text = asked.clean("ausschnitt")
    if text and not Window.parse(text):
        sentence = gettext("Den Kartenausschnitt „%s“ gibt es nicht.") % text
        yield Problem("ausschnitt", sentence)
