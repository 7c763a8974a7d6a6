"""Addresses made of names, the German way: ä becomes ae, ß becomes ss."""

from collections.abc import Callable

from django.utils.text import slugify

GERMAN = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ß": "ss"}
)
UMLAUTS = str.maketrans("äöü", "aou")
DOTS = str.maketrans({".": " ", "/": " ", "@": " ", "&": " "})


def german_slug(text: str, length: int = 80) -> str:
    """``"IST.Bochum.NRW"`` → ``"ist-bochum-nrw"``; at most ``length`` characters, no cut word."""
    slug = slugify(text.translate(GERMAN).translate(DOTS))
    if len(slug) > length:
        slug = slug[:length].rsplit("-", 1)[0]
    return slug.strip("-") or "ohne-name"


def free_slug(text: str, taken: Callable[[str], bool], length: int = 80) -> str:
    """The text's slug, with ``-2``, ``-3`` … while ``taken`` says yes."""
    base, number = german_slug(text, length - 5), 1
    slug = base
    while taken(slug):
        number += 1
        slug = f"{base}-{number}"
    return slug


def sort_key(text: str) -> str:
    """German alphabetical order (DIN 5007-1): ä as a, ß as ss, without case and leading quotes."""
    folded = text.casefold().translate(UMLAUTS)
    return folded.lstrip("„\"' ")
