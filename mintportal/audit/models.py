"""One line of history: who did what to which thing, and which fields changed."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """A deed. Ids instead of foreign keys; names of fields instead of their values."""

    at = models.DateTimeField(_("wann"), auto_now_add=True)
    actor_id = models.BigIntegerField(_("Konto"), null=True)
    verb = models.CharField(_("was"), max_length=40)
    thing = models.CharField(_("Art"), max_length=60)
    thing_id = models.BigIntegerField(_("Nummer"))
    region_id = models.BigIntegerField(_("Region"), null=True)
    fields = ArrayField(models.CharField(max_length=60), verbose_name=_("Felder"), default=list)

    class Meta:
        verbose_name = _("Verlaufseintrag")
        verbose_name_plural = _("Verlauf")
        indexes: ClassVar = [
            models.Index(fields=["thing", "thing_id", "at"], name="audit_thing"),
            models.Index(fields=["region_id", "at"], name="audit_region"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.verb} {self.thing} {self.thing_id}"
