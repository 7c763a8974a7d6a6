"""The colours of a region's own website."""

import hashlib
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions import palette
from regions.tenancy import RegionOwned

PATTERN = r"^#[0-9a-f]{6}$"
is_colour = RegexValidator(
    rf"{PATTERN[:-1]}\Z", _("Eine Farbe sieht so aus: #0a6b58."), code="colour"
)


class RegionTheme(RegionOwned):
    """One or two colours; all others follow from them (palette.py)."""

    region = models.OneToOneField(
        "regions.Region",
        on_delete=models.CASCADE,
        related_name="theme",
        verbose_name=_("Region"),
    )
    main = models.CharField(_("Hauptfarbe"), max_length=7, validators=[is_colour])
    accent = models.CharField(_("zweite Farbe"), max_length=7, blank=True, validators=[is_colour])

    class Meta:
        verbose_name = _("Gestaltung")
        verbose_name_plural = _("Gestaltungen")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(main__regex=PATTERN) & (Q(accent="") | Q(accent__regex=PATTERN)),
                name="region_theme_colours",
            )
        ]

    def __str__(self) -> str:
        return f"{self.main} {self.accent}".strip()

    def clean(self) -> None:
        """Colours that cannot be read are refused, with the pairs that fail and their contrast."""
        for value in (self.main, *filter(None, [self.accent])):
            is_colour(value)
        found: dict[str, dict[str, str]] = {}
        for pair in palette.weak(self.main, self.accent):
            field = "accent" if self.accent and pair.is_accents else "main"
            found.setdefault(field, {}).setdefault(pair.above, pair.sentence)
        if found:
            raise ValidationError({field: list(said.values()) for field, said in found.items()})

    @property
    def stylesheet(self) -> str:
        """The colours as CSS."""
        return palette.stylesheet(self.main, self.accent)

    @property
    def version(self) -> str:
        """Changes with every change of the stylesheet."""
        return hashlib.sha256(self.stylesheet.encode()).hexdigest()[:12]
