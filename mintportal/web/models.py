"""What the foundation itself keeps: how often something was done, for the limits."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tally(models.Model):
    """How often something was done within one window of time. The key tells nobody by whom."""

    key = models.CharField(_("Schlüssel"), max_length=64, primary_key=True)
    count = models.PositiveIntegerField(_("Anzahl"))
    ends_at = models.DateTimeField(_("endet"))

    class Meta:
        verbose_name = _("Zählerstand")
        verbose_name_plural = _("Zählerstände")
        indexes: ClassVar = [models.Index(fields=["ends_at"], name="tally_ends")]

    def __str__(self) -> str:
        return f"{self.key[:8]}: {self.count}"
