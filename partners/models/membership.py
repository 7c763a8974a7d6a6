"""Who works for an institution."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from partners.models.institution import Institution


class InstitutionMembership(models.Model):
    """A person's role in an institution."""

    class Role(models.TextChoices):
        """Owners decide who else works here."""

        OWNER = "owner", _("Verantwortung")
        EDITOR = "editor", _("Redaktion")

    institution = models.ForeignKey(
        Institution,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("Einrichtung"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="institution_memberships",
        verbose_name=_("Konto"),
    )
    role = models.CharField(_("Rolle"), max_length=12, choices=Role.choices)

    class Meta:
        verbose_name = _("Mitarbeit")
        verbose_name_plural = _("Mitarbeit")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["institution", "user"], name="institution_membership_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.institution_id}"
