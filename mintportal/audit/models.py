"""One line of history: who did what to which thing, and what changed."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """A deed. Ids instead of foreign keys, so that the living data can go and the history stays.

    ``changes`` has [before, after] by field; null for fields whose values are nobody's business
    here, above all personal ones.
    """

    at = models.DateTimeField(_("wann"), auto_now_add=True)
    actor_id = models.BigIntegerField(_("Konto"), null=True)
    verb = models.CharField(_("was"), max_length=40)
    thing = models.CharField(_("Art"), max_length=60)
    thing_id = models.BigIntegerField(_("Nummer"))
    region_id = models.BigIntegerField(_("Region"), null=True)
    changes = models.JSONField(_("Änderungen"), default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = _("Verlaufseintrag")
        verbose_name_plural = _("Verlauf")
        indexes: ClassVar = [
            models.Index(fields=["thing", "thing_id", "at"], name="audit_thing"),
            models.Index(fields=["region_id", "at"], name="audit_region"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y %H:%M} {self.verb} {self.thing} {self.thing_id}"

    @property
    def fields(self) -> list[str]:
        """The names of what changed."""
        return sorted(self.changes)
