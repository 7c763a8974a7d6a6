"""A date of an offer."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.models.offer import Offer
from regions.tenancy import RegionOwned, RegionQuerySet


class OccurrenceQuerySet(RegionQuerySet):
    """Dates in the words of the pages."""

    def upcoming(self) -> Self:
        """Those that have not begun, the next one first."""
        return self.filter(starts_at__gt=timezone.now()).order_by("starts_at", "pk")

    def taking_place(self) -> Self:
        """Those that nobody cancelled."""
        return self.filter(is_cancelled=False)


class Occurrence(RegionOwned):
    """When an offer takes place, and how many places there are."""

    offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, related_name="occurrences", verbose_name=_("Angebot")
    )
    starts_at = models.DateTimeField(_("Beginn"))
    ends_at = models.DateTimeField(_("Ende"))
    place_name = models.CharField(_("Raum oder Haus"), max_length=120, blank=True)
    seats = models.PositiveSmallIntegerField(_("Plätze"), null=True, blank=True)
    seats_taken = models.PositiveSmallIntegerField(_("vergebene Plätze"), default=0)
    is_cancelled = models.BooleanField(_("abgesagt"), default=False)

    objects: ClassVar[models.Manager] = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("Termin")
        verbose_name_plural = _("Termine")
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="occurrence_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(seats_taken__lte=F("seats")),
                name="occurrence_never_overbooked",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["offer", "starts_at"], name="occurrence_offer")]

    def __str__(self) -> str:
        return f"{timezone.localtime(self.starts_at):%d.%m.%Y %H:%M}"

    @property
    def seats_free(self) -> int | None:
        """Places left; None where places are not counted."""
        return None if self.seats is None else self.seats - self.seats_taken
