"""The address of a search: known parameters in one order, so that every search has one address."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    """Orders of the result."""

    FIT = "passend", _("am besten passend")
    DISTANCE = "entfernung", _("Entfernung")
    DATE = "datum", _("nächster Termin")


class Showing(TextChoices):
    """Ways to show the result."""

    LIST = "liste", _("Liste")
    MAP = "karte", _("Karte")


class Also(TextChoices):
    """What may follow the few offers at a place that have the words."""

    OTHERS = "anderes", _("auch anderes am Ort")


class Holidays(TextChoices):
    """Inside or outside of the school holidays."""

    YES = "ja", _("nur in den Ferien")
    NO = "nein", _("nur außerhalb der Ferien")


class Arrangement(TextChoices):
    """A single switch."""

    YES = "ja", _("nach Vereinbarung")


# The table of search parameters; True where several values are allowed (OR inside, AND between).
PARAMETERS: Mapping[str, bool] = {
    "q": False,
    "ort": False,
    "umkreis": False,
    "auch": False,
    "stufe": True,
    "klasse": False,
    "alter": False,
    "bereich": True,
    "fach": True,
    "format": True,
    "durchfuehrung": True,
    "schwerpunkt": True,
    "kosten": False,
    "merkmal": True,
    "sprache": True,
    "gruppe": False,
    "von": False,
    "bis": False,
    "wochentag": True,
    "ferien": False,
    "vereinbarung": False,
    "anbieter": True,
    "region": True,
    "kreis": True,
    "land": True,
    "sort": False,
    "ansicht": False,
    "ausschnitt": False,
    "seite": False,
}
# Parameters that say how the result is shown, not what is searched.
SHOWING = {"sort", "ansicht", "ausschnitt", "seite"}
# Parameters that mean nothing without others.
DEPENDENT: Mapping[str, set[str]] = {"umkreis": {"ort"}, "auch": {"q", "ort"}}


def _values(given: Iterable[str], several: bool) -> list[str]:
    values = list(dict.fromkeys(given))
    return values if several else values[-1:]


def _meaningful(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Without parameters of which a partner is missing."""
    kept = list(pairs)
    names = {name for name, _ in kept}
    return tuple(pair for pair in kept if DEPENDENT.get(pair[0], set()) <= names)


@dataclass(frozen=True)
class Address:
    """Pairs of parameter and value, in the order of the table, without empty ones."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, given: Mapping[str, Iterable[str]]) -> "Address":
        """From a QueryDict's lists; unknown parameters and empty values are left out."""
        pairs = (
            (name, value.strip())
            for name, several in PARAMETERS.items()
            for value in _values(given.get(name, ()), several)
            if value.strip()
        )
        return cls(_meaningful(pairs))

    def without(self, name: str, value: str | None = None) -> "Address":
        """Without a parameter, or without one of its values; always back on the first page."""
        kept = [
            pair
            for pair in self.pairs
            if pair[0] != "seite" and (pair[0] != name or (value is not None and pair[1] != value))
        ]
        return Address(tuple(kept)).tidied()

    def replaced(self, name: str, value: str | int) -> "Address":
        """With one value for a parameter, on the first page unless it is the page that changes."""
        if name in SHOWING - {"sort", "seite"}:
            others = tuple(pair for pair in self.pairs if pair[0] != name)
            return Address((*others, (name, str(value)))).tidied()
        return Address((*self.without(name).pairs, (name, str(value)))).tidied()

    def only_search(self) -> "Address":
        """What is searched, without how it is shown."""
        return Address(tuple(pair for pair in self.pairs if pair[0] not in SHOWING))

    def only_showing(self) -> "Address":
        """How the result is shown, with all filters gone."""
        return Address(tuple(pair for pair in self.pairs if pair[0] in SHOWING - {"seite"}))

    def tidied(self) -> "Address":
        """In the table's order, without parameters whose partner is gone."""
        order = list(PARAMETERS)
        return Address(_meaningful(sorted(self.pairs, key=lambda pair: order.index(pair[0]))))

    def __getitem__(self, name: str) -> str:
        """A parameter's last value, "" if it is not there; for templates: ``address.ort``.

        Templates look here before they look for properties, so other names must fail.
        """
        if name not in PARAMETERS:
            raise KeyError(name)
        return next((value for key, value in reversed(self.pairs) if key == name), "")

    @property
    def text(self) -> str:
        """``?q=Roboter&ort=44805``; "" for the search without any parameter."""
        return "?" + urlencode(self.pairs) if self.pairs else ""
