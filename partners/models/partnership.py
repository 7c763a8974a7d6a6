"""An institution's part in a region."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.institution import Institution
from regions.tenancy import RegionOwned, RegionQuerySet


class PartnershipQuerySet(RegionQuerySet):
    """Partnerships in the words of the pages."""

    def approved(self) -> Self:
        """Those the region approved and nobody ended."""
        return self.filter(status=Partnership.Status.APPROVED)


class Partnership(RegionOwned):
    """Asked for by the institution, decided by the region."""

    class Status(models.TextChoices):
        """Requested → approved or declined; approved → ended."""

        REQUESTED = "requested", _("angefragt")
        APPROVED = "approved", _("freigeschaltet")
        DECLINED = "declined", _("abgelehnt")
        ENDED = "ended", _("beendet")

    institution = models.ForeignKey(
        Institution,
        on_delete=models.CASCADE,
        related_name="partnerships",
        verbose_name=_("Einrichtung"),
    )
    status = models.CharField(
        _("Stand"), max_length=10, choices=Status.choices, default=Status.REQUESTED
    )
    since = models.DateField(_("Partner seit"), null=True, blank=True)

    objects: ClassVar[models.Manager] = PartnershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("Partnerschaft")
        verbose_name_plural = _("Partnerschaften")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "institution"], name="partnership_once"),
            models.CheckConstraint(
                condition=~models.Q(status="approved") | models.Q(since__isnull=False),
                name="partnership_approved_since",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["institution", "status"], name="partnership_institution")
        ]

    def __str__(self) -> str:
        return f"{self.institution_id} in {self.region_id}: {self.get_status_display()}"
