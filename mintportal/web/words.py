"""Numbers and days in German words."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def number(value: float | int | None) -> str:
    """``4318`` → ``4.318``."""
    return "" if value is None else f"{value:,.0f}".replace(",", ".")


def euro(value: Decimal) -> str:
    """``4.5`` → ``4,50 €``, ``4`` → ``4 €``; the space does not break."""
    text = f"{value:.2f}".removesuffix(".00").replace(".", ",")
    return f"{text}\u00a0€"


def kilometres(value: float) -> str:
    """Whole kilometres, ``unter 1 km`` below: a Postleitzahl's middle knows no better."""
    return _("unter 1\u00a0km") if value < 1 else f"{value:.0f}\u00a0km"


def clock(moment: datetime) -> str:
    """``9 Uhr``, ``8:30 Uhr``."""
    local = timezone.localtime(moment)
    return _("%s Uhr") % (f"{local:%-H:%M}" if local.minute else f"{local:%-H}")


def day_short(day: date | datetime) -> str:
    """``Di, 12. Jan. 2027``."""
    local = timezone.localtime(day) if isinstance(day, datetime) else day
    return date_format(local, "D, j. N Y")


def day_long(day: date | datetime) -> str:
    """``Dienstag, 12. Januar 2027``."""
    local = timezone.localtime(day) if isinstance(day, datetime) else day
    return date_format(local, "l, j. F Y")


def period(start: datetime, end: datetime) -> str:
    """``9:00 bis 13:00 Uhr``, or ``9:00 Uhr bis Mittwoch, 13. Januar 2027, 15:00 Uhr``."""
    first, last = timezone.localtime(start), timezone.localtime(end)
    if first.date() == last.date():
        return _("%(start)s bis %(end)s Uhr") % {
            "start": f"{first:%-H:%M}",
            "end": f"{last:%-H:%M}",
        }
    return _("%(start)s Uhr bis %(day)s, %(end)s Uhr") % {
        "start": f"{first:%-H:%M}",
        "day": day_long(last),
        "end": f"{last:%-H:%M}",
    }
