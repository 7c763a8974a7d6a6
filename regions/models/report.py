"""What somebody reports about a page: a barrier, or something wrong in its content."""

import secrets
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from regions.tenancy import RegionOwned, RegionQuerySet

NUMBERS = 10**12


def new_number() -> int:
    """A number made here, so that whoever reports need not read the row."""
    return secrets.randbelow(NUMBERS)


class Reports(RegionQuerySet):
    """Reports in the words of those who work through them."""

    def open(self) -> "Reports":
        """What still waits for somebody, the oldest first."""
        return self.filter(state=Report.State.OPEN).order_by("created_at")

    def done(self) -> "Reports":
        """What somebody has seen to."""
        return self.filter(state=Report.State.DONE)

    def ended(self, day: date) -> "Reports":
        """What was done so long ago that it is to go."""
        return self.done().filter(ends_on__lte=day)


class Report(RegionOwned):
    """A report. Only one on a page of a region has a region; the others are the portal's own."""

    PERSONAL: ClassVar = frozenset({"what", "reply_to"})

    class Kind(models.TextChoices):
        """What it is about."""

        BARRIER = "barrier", _("Barriere")
        CONTENT = "content", _("Inhalt")

    class State(models.TextChoices):
        """Open → done."""

        OPEN = "open", _("offen")
        DONE = "done", _("erledigt")

    id = models.BigIntegerField(primary_key=True, default=new_number, editable=False)
    region = models.ForeignKey(
        "regions.Region",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name=_("Region"),
    )
    kind = models.CharField(_("Art"), max_length=8, choices=Kind.choices)
    page = models.CharField(_("Seite"), max_length=500, blank=True)
    what = models.TextField(_("Meldung"))
    reply_to = models.EmailField(_("Antwort an"), blank=True)
    state = models.CharField(_("Stand"), max_length=4, choices=State.choices, default=State.OPEN)
    created_at = models.DateTimeField(_("eingegangen"), default=timezone.now)
    ends_on = models.DateField(_("wird gelöscht am"), null=True, blank=True)

    objects: ClassVar[models.Manager] = Reports.as_manager()

    class Meta:
        verbose_name = _("Meldung")
        verbose_name_plural = _("Meldungen")
        indexes: ClassVar = [
            models.Index(fields=["state", "created_at"], name="report_state"),
            models.Index(fields=["ends_on"], name="report_ends"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state="open", ends_on__isnull=True)
                | models.Q(state="done", ends_on__isnull=False, reply_to=""),
                name="report_done_has_an_end_and_no_address",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
