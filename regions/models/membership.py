"""Who works for a region."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from regions.tenancy import RegionOwned


class RegionMembership(RegionOwned):
    """A person's role in a region."""

    class Role(models.TextChoices):
        """Coordinators decide, editors write."""

        COORDINATOR = "coordinator", _("Koordination")
        EDITOR = "editor", _("Redaktion")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="region_memberships",
        verbose_name=_("Konto"),
    )
    role = models.CharField(_("Rolle"), max_length=12, choices=Role.choices)

    class Meta:
        verbose_name = _("Mitgliedschaft")
        verbose_name_plural = _("Mitgliedschaften")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "user"], name="region_membership_once")
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.region_id}"
