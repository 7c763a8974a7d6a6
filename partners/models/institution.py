"""The institution: a school, a museum, a company. Shared by all regions."""

from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mintportal.geo.areas import LAENDER


class InstitutionKind(models.TextChoices):
    """What an institution is, with the group under which a profile lists it."""

    KITA = "kita", _("Kita")
    SCHOOL = "schule", _("Schule")
    UNIVERSITY = "hochschule", _("Hochschule")
    RESEARCH = "forschung", _("Forschungseinrichtung")
    COMPANY = "unternehmen", _("Unternehmen")
    CHAMBER = "kammer", _("Kammer oder Verband")
    AUTHORITY = "kommune", _("Kommune oder Behörde")
    EMPLOYMENT_AGENCY = "arbeitsagentur", _("Agentur für Arbeit")
    FOUNDATION = "stiftung", _("Stiftung")
    ASSOCIATION = "verein", _("Verein oder Initiative")
    LIBRARY = "bibliothek", _("Bibliothek")
    MUSEUM = "museum", _("Museum oder Science-Center")
    STUDENT_LAB = "schuelerlabor", _("Schülerlabor")
    RESEARCH_CENTRE = "schuelerforschungszentrum", _("Schülerforschungszentrum")
    MAKERSPACE = "makerspace", _("Makerspace")


GROUPS = (
    (
        _("Bildung und Wissenschaft"),
        (
            InstitutionKind.KITA,
            InstitutionKind.SCHOOL,
            InstitutionKind.UNIVERSITY,
            InstitutionKind.RESEARCH,
        ),
    ),
    (
        _("Lernorte"),
        (
            InstitutionKind.STUDENT_LAB,
            InstitutionKind.RESEARCH_CENTRE,
            InstitutionKind.MAKERSPACE,
            InstitutionKind.MUSEUM,
            InstitutionKind.LIBRARY,
        ),
    ),
    (
        _("Wirtschaft und Verwaltung"),
        (
            InstitutionKind.COMPANY,
            InstitutionKind.CHAMBER,
            InstitutionKind.AUTHORITY,
            InstitutionKind.EMPLOYMENT_AGENCY,
        ),
    ),
    (_("Zivilgesellschaft"), (InstitutionKind.FOUNDATION, InstitutionKind.ASSOCIATION)),
)


class InstitutionQuerySet(models.QuerySet):
    """Institutions in the words of the pages."""

    def of_kind(self, *kinds: str) -> "InstitutionQuerySet":
        """Those of one of the kinds."""
        return self.filter(kind__in=kinds)


class Institution(models.Model):
    """Who offers something or takes part in a network."""

    name = models.CharField(_("Name"), max_length=160)
    name_sort = models.CharField(_("Sortiername"), max_length=160, editable=False)
    slug = models.SlugField(_("Adresse"), max_length=80, unique=True)
    kind = models.CharField(_("Art"), max_length=26, choices=InstitutionKind.choices)
    summary = models.CharField(_("in zwei Sätzen"), max_length=400, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    plz = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    town = models.CharField(_("Ort"), max_length=80, blank=True)
    lat = models.FloatField(_("Breite"), null=True, blank=True)
    lon = models.FloatField(_("Länge"), null=True, blank=True)
    kreis = models.CharField(_("Kreis (AGS)"), max_length=5, blank=True)
    land = models.CharField(_("Land"), max_length=2, blank=True)
    website = models.URLField(_("Website"), blank=True)

    objects: ClassVar[models.Manager] = InstitutionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Einrichtung")
        verbose_name_plural = _("Einrichtungen")
        ordering: ClassVar = ["name_sort"]
        indexes: ClassVar = [
            models.Index(fields=["kind", "name_sort"], name="institution_kind"),
            models.Index(fields=["land", "name_sort"], name="institution_land"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(land="") | models.Q(land__in=list(LAENDER)),
                name="institution_land_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("institution", args=[self.slug])
