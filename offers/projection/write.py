"""Writing the projection: rows, dates, words and postings of what is published.

One writer at a time: postings are read, changed and written again, and the changes must be
numbered in the order in which they become visible.
"""

from collections.abc import Iterable, Iterator

from django.contrib.postgres.search import SearchVectorField
from django.db import connection, transaction
from django.db.models import Value
from django.db.models.functions import Cast

from offers.models import Occurrence, Offer, SearchChange, SearchDate, SearchRow, SearchText
from offers.projection.row import dates_of, row_of
from offers.projection.words import words_of
from offers.search import postings
from offers.search.postings import Analysed, Postings

BATCH = 500
REMEMBERED_CHANGES = 20_000


@transaction.atomic
def refresh(offer_ids: Iterable[int]) -> int:
    """Write these offers' rows anew; unpublished ones disappear. Returns how many stay."""
    _lock()
    return sum(_refresh(ids) for ids in _batches(offer_ids))


def refresh_all() -> int:
    """Write all rows anew, for what the clock changes: next dates, free places, "gültig bis".

    A batch at a time, so that nobody who publishes has to wait for all of them.
    """
    kept = sum(refresh(ids) for ids in _batches(_all_ids()))
    last = SearchChange.objects.order_by("-number").values_list("number", flat=True).first() or 0
    SearchChange.objects.filter(number__lte=last - REMEMBERED_CHANGES).delete()
    return kept


@transaction.atomic
def rebuild() -> int:
    """Build everything from nothing: after a change of how words are read, or a mass import."""
    _lock()
    for model in (SearchDate, SearchText, SearchRow):
        model.objects.all().delete()
    built: dict[str, Postings] = {}
    forms: dict[str, tuple[str, str]] = {}
    for ids in _batches(_all_ids()):
        for pk, words in _write(_published(ids)).items():
            forms.update(words.forms)
            postings.add(built, pk, words)
    postings.rebuild(built, forms)
    SearchChange.objects.all().delete()
    SearchChange.objects.create()
    return SearchRow.objects.count()


def synonyms_changed() -> None:
    """Tell every process that its synonyms are old."""
    _lock()
    SearchChange.objects.create()


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('offers.projection'))")


def _all_ids() -> list[int]:
    """What the search holds or should hold."""
    known = set(SearchRow.objects.values_list("pk", flat=True))
    published = Offer.objects.across_regions().filter(status=Offer.Status.PUBLISHED)
    return sorted(known | set(published.values_list("pk", flat=True)))


def _batches(offer_ids: Iterable[int]) -> Iterator[list[int]]:
    wanted = list(offer_ids)
    return (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))


def _refresh(ids: list[int]) -> int:
    before = _words_before(ids)
    published = _published(ids)
    SearchRow.objects.filter(pk__in=set(ids) - {offer.pk for offer in published}).delete()
    SearchDate.objects.filter(row__in=ids).delete()
    words = _write(published, {pk: digest for pk, (digest, _) in before.items()})
    gone = {pk: had for pk, (_, had) in before.items() if pk in words or pk not in _ids(published)}
    postings.replace(gone, words)
    SearchChange.objects.bulk_create(SearchChange(offer_id=pk) for pk in ids)
    return len(published)


def _ids(offers: list[Offer]) -> set[int]:
    return {offer.pk for offer in offers}


def _words_before(ids: list[int]) -> dict[int, tuple[str, list[str]]]:
    """By offer: the digest of its words, and the words."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT row_id, digest, tsvector_to_array(document) FROM offers_searchtext"
            " WHERE row_id = ANY(%s)",
            [ids],
        )
        return {pk: (digest, had) for pk, digest, had in cursor.fetchall()}


def _published(ids: list[int]) -> list[Offer]:
    offers = Offer.objects.across_regions().published().filter(pk__in=ids)
    return list(offers.select_related("region", "institution"))


def _write(published: list[Offer], known: dict[int, str] | None = None) -> dict[int, Analysed]:
    """Rows and dates of all, texts of those whose words are not ``known``; returns these words."""
    coming: dict[int, list[Occurrence]] = {offer.pk: [] for offer in published}
    upcoming = Occurrence.objects.across_regions().upcoming().taking_place()
    for one in upcoming.filter(offer__in=list(coming)):
        coming[one.offer_id].append(one)
    rows = [row_of(offer, coming[offer.pk]) for offer in published]
    SearchRow.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["offer"], update_fields=ROW_FIELDS
    )
    SearchDate.objects.bulk_create(
        date for offer in published for date in dates_of(offer, coming[offer.pk])
    )
    words = {offer.pk: words_of(offer) for offer in published}
    changed = {pk: one for pk, one in words.items() if (known or {}).get(pk) != one.digest}
    SearchText.objects.bulk_create(
        [_text(pk, one) for pk, one in changed.items()],
        update_conflicts=True,
        unique_fields=["row"],
        update_fields=["document", "digest"],
    )
    return changed


def _text(pk: int, words: Analysed) -> SearchText:
    document = Cast(Value(words.document), SearchVectorField())
    return SearchText(row_id=pk, document=document, digest=words.digest)


ROW_FIELDS = [one.name for one in SearchRow._meta.concrete_fields if not one.primary_key]
