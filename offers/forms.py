"""Form fields of the search: lenient in what they read, plain in what they say."""

import re
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

MOST_SLUGS = 20
CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")


def readable(text: str) -> str:
    """Without control characters and halves of characters, which no name and no word contains."""
    return CONTROL.sub(" ", text).strip()


class LineField(forms.CharField):
    """One line of text; unreadable characters become spaces, and many spaces one."""

    def __init__(self, *, max_length: int, **kwargs: Any) -> None:
        message = _("Bei „%(label)s“ gehen bis zu %(most)s Zeichen.") % {
            "label": kwargs.get("label", ""),
            "most": max_length,
        }
        super().__init__(max_length=max_length, error_messages={"max_length": message}, **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(readable(str(value)).split()) if value not in self.empty_values else ""


class WordsField(forms.MultipleChoiceField):
    """Words of a vocabulary. When some are unknown, ``error.params["known"]`` keeps the others."""

    default_error_messages: ClassVar = {
        "unknown": _("„%(unknown)s“ kennen wir bei „%(label)s“ nicht.")
    }

    def to_python(self, value: Any) -> list[str]:
        # "Alle Bildungsstufen" in a form sends the name without a value: that asks for nothing.
        return [word.strip() for word in super().to_python(value) if word.strip()]

    def validate(self, value: list[str]) -> None:
        known = [word for word in value if self.valid_value(word)]
        unknown = [readable(word)[:40] for word in value if not self.valid_value(word)]
        if unknown:
            raise ValidationError(
                self.error_messages["unknown"],
                code="unknown",
                params={"unknown": ", ".join(unknown), "label": self.label, "known": known},
            )


class NumberField(forms.IntegerField):
    """A whole number within bounds; says them when it is not."""

    def __init__(self, *, min_value: int, max_value: int, **kwargs: Any) -> None:
        message = _("Bei „%(label)s“ passt eine ganze Zahl von %(low)s bis %(high)s.") % {
            "label": kwargs.get("label", ""),
            "low": min_value,
            "high": max_value,
        }
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), message)
        super().__init__(
            min_value=min_value, max_value=max_value, error_messages=messages, **kwargs
        )

    def to_python(self, value: Any) -> int | None:
        return super().to_python((value or "").strip())


class DayField(forms.DateField):
    """A day as 2027-01-31 (a date input sends it) or 31.01.2027."""

    def __init__(self, **kwargs: Any) -> None:
        message = _("Bei „%(label)s“ passt ein Tag wie 31.01.2027.") % {
            "label": kwargs.get("label", "")
        }
        super().__init__(
            input_formats=["%Y-%m-%d", "%d.%m.%Y"], error_messages={"invalid": message}, **kwargs
        )

    def to_python(self, value: Any) -> date | None:
        day = super().to_python((value or "").strip())
        if day and not date(2000, 1, 1) <= day <= date(2100, 1, 1):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day


class SlugsField(forms.MultipleChoiceField):
    """Names in addresses; whether they exist is asked of the database."""

    default_error_messages: ClassVar = {"many": _("Bei „%(label)s“ gehen bis zu %(most)s Angaben.")}

    def to_python(self, value: Any) -> list[str]:
        slugs = [readable(slug)[:90] for slug in super().to_python(value) if slug.strip()]
        if len(slugs) > MOST_SLUGS:
            params = {"label": self.label, "most": MOST_SLUGS}
            raise ValidationError(self.error_messages["many"], code="many", params=params)
        return slugs

    def valid_value(self, value: str) -> bool:
        return True
