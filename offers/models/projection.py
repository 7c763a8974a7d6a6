"""The projection of published offers that the public search reads.

Narrow rows with bit masks, the text apart, the dates apart; written only by the actions that change
what is published (offers/projection.py) and by the nightly job. It holds nothing unpublished.
"""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from offers.models.offer import Offer


class SearchRow(models.Model):
    """What filters and counts need of a published offer. Bit i is word i of a vocabulary."""

    offer = models.OneToOneField(
        Offer, on_delete=models.CASCADE, primary_key=True, related_name="search_row"
    )
    region_id = models.BigIntegerField()
    institution_id = models.BigIntegerField(null=True)
    kreis = models.CharField(max_length=5)
    land = models.CharField(max_length=2)
    x = models.FloatField(null=True)  # km east of the projection's centre; NULL = online
    y = models.FloatField(null=True)  # km north of it
    stages = models.SmallIntegerField()
    grades = models.SmallIntegerField()
    letters = models.SmallIntegerField()
    subjects = models.SmallIntegerField()
    focuses = models.SmallIntegerField()
    formats = models.IntegerField()
    deliveries = models.SmallIntegerField()
    costs = models.SmallIntegerField()
    access = models.SmallIntegerField()
    languages = models.IntegerField()
    age_min = models.SmallIntegerField()
    age_max = models.SmallIntegerField()
    by_arrangement = models.BooleanField()
    places = models.SmallIntegerField()  # most free places of any coming date; 32767 = not counted
    next_start = models.DateTimeField(null=True)
    next_free = models.SmallIntegerField(null=True)
    next_seats = models.SmallIntegerField(null=True)
    upcoming = models.SmallIntegerField()
    valid_until = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["region_id"], name="search_region"),
            models.Index(fields=["institution_id"], name="search_institution"),
            models.Index(fields=["land", "kreis"], name="search_land_kreis"),
            models.Index(fields=["x", "y"], name="search_place"),
            models.Index(fields=["next_start", "offer"], name="search_next"),
        ]

    def __str__(self) -> str:
        return f"search row {self.pk}"


class SearchText(models.Model):
    """The words of a published offer with their places: title A, summary B, names C, text D."""

    row = models.OneToOneField(SearchRow, on_delete=models.CASCADE, primary_key=True)
    document = SearchVectorField()
    digest = models.CharField(max_length=32)  # of the words, to see whether they changed

    class Meta:
        indexes: ClassVar = [GinIndex(fields=["document"], name="search_document")]

    def __str__(self) -> str:
        return f"search text {self.pk}"


class SearchPosting(models.Model):
    """The offers that have a word at a level (offers/search/postings.py), as a roaring bitmap."""

    pk = models.CompositePrimaryKey("word", "level")
    word = models.TextField()
    level = models.SmallIntegerField()
    count = models.IntegerField()
    offers = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.word} at level {self.level}"


class SearchForm(models.Model):
    """A word of the offers in small letters, its stem, and as written: for beginnings and slips."""

    written = models.TextField(primary_key=True)
    word = models.TextField()
    shown = models.TextField()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["written"], name="search_written", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["word"], name="search_form_word"),
        ]

    def __str__(self) -> str:
        return self.written


class SearchChange(models.Model):
    """A change of the projection, in the order of commits; without an offer: of the synonyms."""

    number = models.BigAutoField(primary_key=True)
    offer_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"change {self.number}"


class SearchDate(models.Model):
    """A coming date of a published offer."""

    row = models.ForeignKey(SearchRow, on_delete=models.CASCADE, related_name="dates")
    day = models.DateField()
    weekday = models.SmallIntegerField()  # 0 = Monday
    in_holidays = models.BooleanField()  # school holidays of the offer's Land
    free = models.SmallIntegerField()  # free places; 32767 = not counted

    class Meta:
        indexes: ClassVar = [models.Index(fields=["row", "day"], name="search_date")]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"
