"""Chain, tiles, price and places in templates. A builtin: no ``{% load %}`` needed."""

from collections.abc import Iterable
from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from mintportal.web.words import euro, number
from offers.address import Address
from offers.models import Offer
from offers.panel import Group
from offers.vocabulary import (
    CHAIN,
    Access,
    Cost,
    Focus,
    Language,
    Letter,
    Stage,
    Subject,
    letters_of,
)

register = template.Library()


def _bead(link: tuple[Stage, ...], stages: set[str]) -> str:
    on = [stage.value in stages for stage in link]
    if all(on):
        return "on"
    if any(on):
        return "on half-a" if on[0] else "on half-b"
    return ""


def stages_in_words(stages: Iterable[str]) -> str:
    """``Sek I und Sek II``, ``Grundschule bis Sek II`` for a run of three or more."""
    wanted = set(stages)
    chosen = [stage for stage in Stage if stage.value in wanted]
    names = [str(stage.label) for stage in chosen]
    places = [list(Stage).index(stage) for stage in chosen]
    if len(names) > 2 and places == list(range(places[0], places[-1] + 1)):
        return _("%(first)s bis %(last)s") % {"first": names[0], "last": names[-1]}
    if len(names) < 2:
        return "".join(names)
    return _("%(many)s und %(last)s") % {"many": ", ".join(names[:-1]), "last": names[-1]}


@register.simple_tag
def chain(stages: Iterable[str], words: str = "") -> SafeString:
    """The small chain: six beads and the stages in words."""
    return _chain(tuple(stages), words, get_language() or "")


@lru_cache(maxsize=2000)
def _chain(stages: tuple[str, ...], words: str, language: str) -> SafeString:
    covered = set(stages)
    beads = format_html_join("", '<i class="{}"></i>', ((_bead(link, covered),) for link in CHAIN))
    return format_html(
        '<span class="stage"><span class="kette" aria-hidden="true">{}</span>'
        '<span><span class="vh">{} </span>{}</span></span>',
        beads,
        _("Bildungsstufe:"),
        words or stages_in_words(covered),
    )


@register.filter
def letters(subjects: list[str]) -> str:
    """The MINT letters of some subjects."""
    return letters_of(subjects)


@register.simple_tag
def tiles(subjects: list[str]) -> SafeString:
    """The lettered tiles of some subjects, each with its word for those who hear the page."""
    return _tiles(letters_of(subjects), get_language() or "")


@lru_cache(maxsize=100)
def _tiles(found: str, language: str) -> SafeString:
    inner = format_html_join(
        "",
        '<span class="mint f-{}"><span aria-hidden="true">{}</span>'
        '<span class="vh">{} </span></span>',
        ((letter, letter.upper(), Letter(letter).label) for letter in found),
    )
    return format_html('<span class="mints">{}</span>', inner)


@register.filter
def subject_names(subjects: list[str]) -> list[tuple[str, str, str]]:
    """(value, first letter, name) of each subject."""
    return [
        (
            one,
            (letters_of([one]) or "t")[0] if len(letters_of([one])) == 1 else "",
            Subject(one).label,
        )
        for one in subjects
    ]


@register.filter
def grades(offer: Offer) -> str:
    """``Klasse 7 bis 10``, ``ab 10 Jahren``; "" when neither is known."""
    words_of_grades = (_("Klasse %s"), _("Klasse %s bis %s"), _("ab Klasse %s"), _("bis Klasse %s"))
    words_of_ages = (_("%s Jahre"), _("%s bis %s Jahre"), _("ab %s Jahren"), _("bis %s Jahre"))
    in_grades = _span(offer.grade_min, offer.grade_max, words_of_grades)
    return in_grades or _span(offer.age_min, offer.age_max, words_of_ages)


def _span(low: int | None, high: int | None, sentences: tuple[str, str, str, str]) -> str:
    single, several, since, until = sentences
    if low is None or high is None:
        known = low if high is None else high
        return "" if known is None else (since if high is None else until) % known
    return single % low if low == high else several % (low, high)


@register.filter
def price(offer: Offer) -> str:
    """``kostenlos``, ``4,50 € pro Person``, ``120 € pro Gruppe``."""
    if offer.cost == Cost.FREE or offer.amount is None:
        return _("kostenlos")
    return f"{euro(offer.amount)} {offer.get_cost_display()}"


@register.filter
def group(offer: Offer) -> str:
    """``10 bis 28``, ``bis 24``, ``ab 10``; "" when it does not matter."""
    low = offer.group_min if offer.group_min and offer.group_min > 1 else None
    return _span(low, offer.group_max, ("%s", _("%s bis %s"), _("ab %s"), _("bis %s")))


@register.filter
def access_facts(offer: Offer) -> list[tuple[bool, str]]:
    """(is there, fact in words) for the facts that a group must know."""
    told = (Access.STEP_FREE, Access.HEARING, Access.QUIET_ROOM)
    return [
        (fact.value in offer.access, str(fact.label))
        for fact in Access
        if fact.value in offer.access or fact in told
    ]


@register.simple_tag
def facet_options(group: Group) -> SafeString:
    """The options of a facet as checkboxes, each with the number that a click gives.

    Written here and not in a template: there are some 180 on every page.
    """
    kind = "radio" if group.is_single else "checkbox"
    words = ngettext("Angebot", "Angebote", 1), ngettext("Angebot", "Angebote", 2)
    drawn = []
    for option in group.options:
        before, after = _option(kind, group.parameter, option.value, option.label)
        none = "" if option.count else " is-none"
        chosen = " checked" if option.is_chosen else ""
        word = words[0] if option.count == 1 else words[1]
        told = f'{number(option.count)}<span class="vh"> {word}</span></span></label>'
        drawn.append(f'<label class="check{none}{before}{chosen}{after}{told}')
    return mark_safe("\n".join(drawn))  # noqa: S308 - all that is not ours is escaped in _option


@lru_cache(maxsize=5000)
def _option(kind: str, parameter: str, value: str, label: str) -> tuple[str, str]:
    """The parts of an option that no count changes: before and after the word „checked“."""
    before = format_html(
        '"><input type="{}" id="{}-{}" name="{}" value="{}"',
        *(kind, parameter, value, parameter, value),
    )
    after = format_html('><span>{}{}</span><span class="n">', _mark(parameter, value), label)
    return before, after


def _mark(parameter: str, value: str) -> SafeString | str:
    if parameter == "stufe":
        return format_html('<span class="dot k-{}" aria-hidden="true"></span>', value)
    if parameter == "bereich":
        return format_html(
            '<span class="mint f-{}" aria-hidden="true">{}</span>', value, value.upper()
        )
    return ""


@register.simple_tag
def address_with(address: Address, name: str, value: str | int) -> str:
    """The search's address with one parameter replaced."""
    return reverse("offers") + address.replaced(name, value).text


@register.simple_tag
def address_without(address: Address, name: str) -> str:
    """The search's address without one parameter."""
    return reverse("offers") + address.without(name).text


@register.filter
def focus_names(offer: Offer) -> list[str]:
    """The focuses in words."""
    return [str(Focus(one).label) for one in offer.focuses]


@register.filter
def language_names(offer: Offer) -> str:
    """The languages in words."""
    return ", ".join(str(Language(one).label) for one in offer.languages)


@register.filter
def steps(offer: Offer) -> list[tuple[str, str]]:
    """(what, how) of each step; a ``|`` parts them in the text."""
    return [
        (what.strip(), how.strip()) for what, _, how in (one.partition("|") for one in offer.flow)
    ]
