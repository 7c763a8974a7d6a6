"""The parts of a region's profile: the three questions, and its focuses and highlights."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.tenancy import RegionOwned


class ProfileSection(RegionOwned):
    """The answer to one of the three questions."""

    class Kind(models.TextChoices):
        """The questions, in the order of the profile."""

        LOCATION = "lage", _("Wo liegt die MINT-Region?")
        DISTINCTION = "besonderes", _("Was zeichnet sie aus?")
        SUCCESS = "erfolg", _("Was ist der größte Erfolg?")

    kind = models.CharField(_("Frage"), max_length=12, choices=Kind.choices)
    motto = models.CharField(_("Motto"), max_length=120, blank=True)
    body = models.TextField(_("Antwort"), blank=True)
    facts = models.JSONField(_("Zahlen dazu"), default=list, blank=True)

    class Meta:
        verbose_name = _("Profilabschnitt")
        verbose_name_plural = _("Profilabschnitte")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "kind"], name="profile_section_once")
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class ProfilePoint(RegionOwned):
    """A thematic focus or a highlight, one short phrase."""

    class Kind(models.TextChoices):
        """What the phrase is."""

        FOCUS = "schwerpunkt", _("Schwerpunkt")
        HIGHLIGHT = "besonderes", _("Besonderes Angebot")

    kind = models.CharField(_("Art"), max_length=12, choices=Kind.choices)
    text = models.CharField(_("Stichwort"), max_length=160)
    position = models.PositiveSmallIntegerField(_("Reihenfolge"))

    class Meta:
        verbose_name = _("Profilstichwort")
        verbose_name_plural = _("Profilstichworte")
        ordering: ClassVar = ["kind", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "kind", "position"], name="profile_point_position_once"
            )
        ]

    def __str__(self) -> str:
        return self.text
