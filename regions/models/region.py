"""The region (tenant) and the Kreise it covers."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models.functions import Length
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mintportal.geo.areas import KREISE, LAENDER
from regions.tenancy import RegionOwned, Tenant

models.CharField.register_lookup(Length)

STALE_AFTER = timedelta(days=365)


class RegionKind(models.TextChoices):
    """The family a network belongs to."""

    ZDI = "zdi", _("zdi-Netzwerk")
    CLUSTER = "cluster", _("MINT-Cluster")
    REGION = "region", _("MINT-Region")
    LAND = "land", _("Landesinitiative")
    OTHER = "sonstiges", _("Regionales Netzwerk")


class Regions(models.QuerySet):
    """Regions in the words of the pages."""

    def in_land(self, land: str) -> "Regions":
        """The regions of one Land (ISO, "NW")."""
        return self.filter(land=land)

    def for_lists(self) -> "Regions":
        """What a list shows, in German alphabetical order."""
        return self.order_by("name_sort").only(
            "name", "name_sort", "slug", "kind", "land", "founded", "teaser", "place", "lat", "lon"
        )


class Region(Tenant):
    """A regional MINT network with its profile."""

    PERSONAL: ClassVar = frozenset({"contact"})

    name = models.CharField(_("Name"), max_length=120)
    name_sort = models.CharField(_("Sortiername"), max_length=120, editable=False)
    slug = models.SlugField(_("Adresse"), max_length=80, unique=True)
    kind = models.CharField(_("Art"), max_length=12, choices=RegionKind.choices)
    land = models.CharField(_("Land"), max_length=2)
    place = models.CharField(_("Ort oder Kreis"), max_length=160, blank=True)
    lat = models.FloatField(_("Breite"), null=True, blank=True)
    lon = models.FloatField(_("Länge"), null=True, blank=True)
    founded = models.PositiveSmallIntegerField(_("gegründet"), null=True, blank=True)
    teaser = models.CharField(_("in einem Satz"), max_length=160, blank=True)
    sponsor = models.CharField(_("Träger"), max_length=120, blank=True)
    learners_per_year = models.PositiveIntegerField(_("Lernende im Jahr"), null=True, blank=True)
    website = models.URLField(_("Website"), blank=True)
    contact = models.JSONField(_("Kontakt"), default=dict, blank=True)
    checked_on = models.DateField(_("zuletzt geprüft am"), null=True, blank=True)

    objects: ClassVar[models.Manager] = Regions.as_manager()

    class Meta:
        verbose_name = _("MINT-Region")
        verbose_name_plural = _("MINT-Regionen")
        ordering: ClassVar = ["name_sort"]
        indexes: ClassVar = [models.Index(fields=["land", "name_sort"], name="region_land")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(land__in=list(LAENDER)), name="region_land_known"
            ),
            models.CheckConstraint(
                condition=models.Q(founded__isnull=True) | models.Q(founded__range=(1950, 2100)),
                name="region_founded_believable",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("region", kwargs={"slug": self.slug})

    @property
    def land_name(self) -> str:
        """The Land's name, "Nordrhein-Westfalen"."""
        return LAENDER[self.land].name

    @property
    def is_stale(self) -> bool:
        """Whether nobody checked the profile for more than a year."""
        return self.checked_on is not None and self.checked_on < date.today() - STALE_AFTER


class RegionArea(RegionOwned):
    """A Kreis or kreisfreie Stadt that the region covers."""

    kreis = models.CharField(_("Kreis (AGS)"), max_length=5)

    class Meta:
        verbose_name = _("Gebiet")
        verbose_name_plural = _("Gebiete")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "kreis"], name="region_area_once"),
            models.CheckConstraint(
                condition=models.Q(kreis__length=5), name="region_area_ags_has_five_digits"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["kreis"], name="region_area_kreis")]

    def __str__(self) -> str:
        return KREISE[self.kreis].label
