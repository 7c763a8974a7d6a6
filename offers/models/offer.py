"""The offer."""

from collections.abc import Sequence
from decimal import Decimal
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from offers.vocabulary import Access, Cost, Delivery, Focus, Format, Language, Stage, Subject
from partners.models import Institution
from regions.tenancy import RegionOwned, RegionQuerySet


def _words(vocabulary: type[models.TextChoices], name: str) -> ArrayField:
    word = models.CharField(max_length=24, choices=vocabulary.choices)
    return ArrayField(word, verbose_name=name, default=list, blank=True)


def _ordered(low: str, high: str) -> Q:
    both = Q(**{f"{low}__isnull": True}) | Q(**{f"{high}__isnull": True})
    return both | Q(**{f"{low}__lte": F(high)})


class OfferQuerySet(RegionQuerySet):
    """Offers in the words of the pages."""

    def published(self) -> Self:
        """Those that everyone may see today."""
        today = timezone.localdate()
        return self.filter(status=Offer.Status.PUBLISHED).exclude(valid_until__lt=today)

    def for_cards(self) -> Self:
        """What a card shows, with the projection's figures about dates."""
        return self.select_related("region", "institution", "search_row").only(
            *("title", "slug", "summary", "stages", "subjects", "format", "delivery", "duration"),
            *("group_min", "group_max", "cost", "amount", "town", "by_arrangement"),
            *("region__name", "region__slug", "institution__name", "institution__slug"),
            *("search_row__next_start", "search_row__next_free", "search_row__next_seats"),
            *("search_row__upcoming", "lat", "lon"),
        )

    def cards(self, ids: Sequence[int]) -> "list[Offer]":
        """These offers of any region, as cards, in the order of ``ids``."""
        places = {pk: place for place, pk in enumerate(ids)}
        found = self.across_regions().for_cards().filter(pk__in=ids) if ids else ()
        return sorted(found, key=lambda offer: places[offer.pk])


class Offer(RegionOwned):
    """What an institution, or the region itself, offers to learners."""

    class Status(models.TextChoices):
        """Draft → published → withdrawn, and back."""

        DRAFT = "draft", _("Entwurf")
        PUBLISHED = "published", _("veröffentlicht")
        WITHDRAWN = "withdrawn", _("zurückgezogen")

    institution = models.ForeignKey(
        Institution,
        on_delete=models.PROTECT,
        related_name="offers",
        null=True,
        blank=True,
        verbose_name=_("Anbieter"),
        help_text=_("Ohne Anbieter bietet das Netzwerk selbst an."),
    )
    status = models.CharField(
        _("Stand"), max_length=10, choices=Status.choices, default=Status.DRAFT
    )
    slug = models.SlugField(_("Adresse"), max_length=90)
    # --- what it is ---
    title = models.CharField(_("Titel"), max_length=80)
    summary = models.CharField(_("in einem Satz"), max_length=220)
    description = models.TextField(_("Beschreibung"))
    flow = ArrayField(
        models.CharField(max_length=160), verbose_name=_("Ablauf"), default=list, blank=True
    )
    format = models.CharField(_("Art"), max_length=24, choices=Format.choices)
    delivery = models.CharField(_("Durchführung"), max_length=24, choices=Delivery.choices)
    duration = models.CharField(_("Dauer"), max_length=40)
    # --- for whom ---
    stages = _words(Stage, _("Bildungsstufen"))
    grade_min = models.PositiveSmallIntegerField(_("Klasse von"), null=True, blank=True)
    grade_max = models.PositiveSmallIntegerField(_("Klasse bis"), null=True, blank=True)
    age_min = models.PositiveSmallIntegerField(_("Alter von"), null=True, blank=True)
    age_max = models.PositiveSmallIntegerField(_("Alter bis"), null=True, blank=True)
    group_min = models.PositiveSmallIntegerField(_("Gruppe ab"), null=True, blank=True)
    group_max = models.PositiveSmallIntegerField(_("Gruppe bis"), null=True, blank=True)
    adults = models.PositiveSmallIntegerField(_("Begleitpersonen"), default=0)
    prerequisites = models.CharField(_("Voraussetzungen"), max_length=300, blank=True)
    languages = _words(Language, _("Sprachen"))
    # --- about what ---
    subjects = _words(Subject, _("Fächer"))
    focuses = _words(Focus, _("Schwerpunkte"))
    keywords = ArrayField(
        models.CharField(max_length=40),
        size=12,
        verbose_name=_("Schlagwörter"),
        help_text=_("Unter welchen Wörtern sollen Suchende das Angebot finden?"),
        default=list,
        blank=True,
    )
    curriculum = ArrayField(
        models.CharField(max_length=120), verbose_name=_("Lehrplan"), default=list, blank=True
    )
    material = models.CharField(_("Material"), max_length=300, blank=True)
    licence = models.CharField(_("Lizenz"), max_length=60, blank=True)
    # --- what it costs ---
    cost = models.CharField(_("Kosten"), max_length=8, choices=Cost.choices, default=Cost.FREE)
    amount = models.DecimalField(
        _("Betrag in Euro"), max_digits=7, decimal_places=2, null=True, blank=True
    )
    funding = models.CharField(_("Förderung"), max_length=300, blank=True)
    # --- where ---
    place_name = models.CharField(_("Raum oder Haus"), max_length=120, blank=True)
    street = models.CharField(_("Straße und Hausnummer"), max_length=120, blank=True)
    plz = models.CharField(_("Postleitzahl"), max_length=5, blank=True)
    town = models.CharField(_("Ort"), max_length=80, blank=True)
    lat = models.FloatField(_("Breite"), null=True, blank=True)
    lon = models.FloatField(_("Länge"), null=True, blank=True)
    kreis = models.CharField(_("Kreis (AGS)"), max_length=5, blank=True)
    land = models.CharField(_("Land"), max_length=2, blank=True)
    directions = models.CharField(_("Anfahrt"), max_length=300, blank=True)
    access = _words(Access, _("Zugang"))
    access_note = models.CharField(_("Hinweis zum Zugang"), max_length=300, blank=True)
    # --- when and how to book ---
    by_arrangement = models.BooleanField(_("nach Vereinbarung"), default=False)
    deadline_days = models.PositiveSmallIntegerField(_("Anmeldefrist in Tagen"), default=0)
    booking_url = models.URLField(_("Anmeldung unter"), blank=True)
    # --- how fresh ---
    published_at = models.DateTimeField(_("veröffentlicht"), null=True, blank=True)
    checked_on = models.DateField(_("geprüft am"), null=True, blank=True)
    valid_until = models.DateField(_("gültig bis"), null=True, blank=True)
    source = models.CharField(_("Quelle"), max_length=80, blank=True)
    external_id = models.CharField(_("Kennung der Quelle"), max_length=120, blank=True)

    objects: ClassVar[models.Manager] = OfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("Angebot")
        verbose_name_plural = _("Angebote")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "slug"], name="offer_slug_once"),
            models.UniqueConstraint(
                fields=["region", "source", "external_id"],
                condition=~Q(external_id=""),
                name="offer_external_id_once",
            ),
            models.CheckConstraint(
                condition=_ordered("grade_min", "grade_max"), name="offer_grades"
            ),
            models.CheckConstraint(condition=_ordered("age_min", "age_max"), name="offer_ages"),
            models.CheckConstraint(
                condition=_ordered("group_min", "group_max"), name="offer_group"
            ),
            models.CheckConstraint(
                condition=Q(cost=Cost.FREE, amount__isnull=True)
                | Q(~Q(cost=Cost.FREE), amount__isnull=False, amount__gt=0),
                name="offer_amount_where_it_costs",
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False),
                name="offer_published_at",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["region", "status"], name="offer_region_status")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("offer", kwargs={"region": self.region.slug, "slug": self.slug})

    @property
    def amount_per_person(self) -> Decimal:
        """Euro per learner; a group's price is shared by the largest group. 0 when free."""
        if self.cost == Cost.FREE or self.amount is None:
            return Decimal(0)
        if self.cost == Cost.PERSON:
            return self.amount
        return self.amount / (self.group_max or 25)

    @property
    def booking_address(self) -> str:
        """Where one books: the offer's own link, else its home's website, else the network's."""
        home = self.institution.website if self.institution else ""
        return self.booking_url or home or self.region.website
