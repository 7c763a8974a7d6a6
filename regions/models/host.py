"""The hosts under which a region has its own website."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from regions.tenancy import RegionOwned, RegionQuerySet

RECORD = "_mintportal"


class RegionHostQuerySet(RegionQuerySet):
    """Hosts in the words of the pages."""

    def live(self) -> Self:
        """Those that answer: subdomains, and domains whose owner proved to be the owner."""
        return self.filter(Q(token="") | Q(verified_at__isnull=False))

    def verified_domains(self) -> Self:
        """Domains of regions' own that answer, the oldest first."""
        return self.filter(verified_at__isnull=False).order_by("verified_at", "pk")


class RegionHost(RegionOwned):
    """A subdomain of the portal (``name`` is one label) or a domain of the region's own."""

    name = models.CharField(
        _("Name"),
        max_length=253,
        unique=True,
        error_messages={"unique": _("Diese Adresse hat schon eine Region.")},
    )
    token = models.CharField(_("Nachweis"), max_length=64, blank=True, editable=False)
    verified_at = models.DateTimeField(_("nachgewiesen am"), null=True, blank=True, editable=False)

    objects: ClassVar[models.Manager] = RegionHostQuerySet.as_manager()

    class Meta:
        verbose_name = _("Adresse einer Region")
        verbose_name_plural = _("Adressen der Regionen")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(name__regex=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$"),
                name="region_host_plain",
            ),
            models.CheckConstraint(
                condition=Q(name__contains=".") ^ Q(token=""), name="region_host_domain_has_token"
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True) | ~Q(token=""),
                name="region_host_only_domains_are_verified",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_domain(self) -> bool:
        """Whether it is a domain of the region's own."""
        return "." in self.name

    @property
    def txt_name(self) -> str:
        """Where the TXT record with the token belongs."""
        return f"{RECORD}.{self.name}"
