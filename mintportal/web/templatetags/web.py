"""Icons, covers, numbers and days in templates. A builtin: no ``{% load %}`` needed."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from mintportal.web import covers, words
from mintportal.web.drawings import Drawings

register = template.Library()
components: Drawings[SafeString] = Drawings(most=500)

register.filter("number", words.number)
register.filter("km", words.kilometres)
register.filter("clock", words.clock)
register.filter("day_short", words.day_short)
register.filter("day_long", words.day_long)
register.filter("euro", words.euro)


@register.simple_tag
@lru_cache(maxsize=200)
def icon(name: str, css: str = "") -> SafeString:
    """A decorative icon from the sprite; what it means must stand beside it in words."""
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"/></svg>',
        f" {css}" if css else "",
        static("icons/icons.svg"),
        name,
    )


@register.simple_tag(takes_context=True)
def drawn(context: template.Context, component: str, *depends: object) -> SafeString:
    """A component that is drawn once for each language and each value that it ``depends`` on."""

    def draw() -> SafeString:
        names = {str(name): value for name, value in context.flatten().items()}
        return render_to_string(component, names)

    return components.once((component, get_language(), *depends), draw)


@register.simple_tag
@lru_cache(maxsize=2000)
def cover(letters: str, seed: int) -> SafeString:
    """The drawn cover of an offer: by the first of its MINT letters, the same for the same seed."""
    letter = letters[seed % len(letters)] if letters else "t"
    return format_html(
        '<div class="cover f-{}" aria-hidden="true"><svg viewBox="0 0 {} {}" '
        'preserveAspectRatio="xMidYMid slice" focusable="false">{}</svg></div>',
        letter,
        covers.WIDTH,
        covers.HEIGHT,
        mark_safe(covers.draw(letter, seed)),  # noqa: S308 - drawn from numbers only
    )


@register.simple_tag
def period(start, end) -> str:
    """From when to when, in words."""
    return words.period(start, end)


@register.filter
def paragraphs(text: str) -> list[str]:
    """The text's paragraphs, which blank lines part."""
    return [part.strip() for part in text.replace("\r\n", "\n").split("\n\n") if part.strip()]


@register.simple_tag(takes_context=True)
def current(context: template.Context, address: str) -> SafeString:
    """``aria-current``: ``page`` on the page itself, ``true`` on everything below it.

    A page that belongs to another section than its address says names it in ``section``.
    """
    request = context.get("request")
    path = context.get("section") or (request.path if request else "")
    if path == address and "section" not in context:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"') if path.startswith(address) else mark_safe("")


@register.simple_tag
def taken(seats: int, free: int) -> int:
    """How many of the seats are taken."""
    return seats - free


@register.simple_tag
def percent(part: int, whole: int) -> int:
    """How many percent ``part`` is of ``whole``; 0 of nothing is 0."""
    return round(100 * part / whole) if whole else 0
