"""A query must say whose data it wants.

``RegionQuerySet`` may be built anywhere but refuses to run until it is anchored: by
``.in_region(region)``, by a filter on a region or on a thing that lives in one region
(``filter(offer=offer)``, ``region.offers``), or by the loud ``.across_regions()``.
There is no ambient scope, no thread-local and no switch to turn it off.

It hooks into private methods of Django's QuerySet; tests/house/test_tenancy.py pins them all.
"""

from collections.abc import Iterable
from functools import wraps
from typing import Any, ClassVar, Self

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.expressions import F, OuterRef, RawSQL
from django.utils.translation import gettext_lazy as _

MARK = "/* across regions */"
ANCHORS = {"region", "region_id", "region__pk", "region__id", "region__slug"}


class UnscopedQuery(Exception):
    """A query on region-owned rows that does not say whose."""

    def __init__(self, model: type[models.Model]) -> None:
        name = model.__name__
        super().__init__(
            f"Whose {name}? Say {name}.objects.in_region(region), filter(region=…), "
            f"a thing of one region (filter(offer=offer)), or .across_regions() if all are meant."
        )


def across_regions(queryset: models.QuerySet) -> Any:
    """Mark a queryset, of any model, that joins region-owned rows of all regions on purpose."""
    constant = RawSQL(f"TRUE {MARK}", [], models.BooleanField())  # noqa: S611 - no input
    return queryset.filter(constant)


def _lives_in_one_region(value: Any) -> bool:
    if isinstance(value, (list, tuple, set, frozenset)) and value:
        return all(_lives_in_one_region(one) for one in value)
    if isinstance(value, RegionQuerySet):
        return value.is_anchored
    return isinstance(value, (Tenant, RegionOwned))


def _stays_at_home(model: Any, path: str) -> bool:
    """Whether the path leads through region-owned models only, which all share one region."""
    for name in path.split("__"):
        try:
            model = model._meta.get_field(name).related_model
        except FieldDoesNotExist:
            return False
        if model is None or not issubclass(model, (Tenant, RegionOwned)):
            return False
    return True


def _anchors(model: type[models.Model], condition: Any) -> bool:
    """Whether a condition says whose rows are meant. Every branch of an OR must say it."""
    if isinstance(condition, models.Q):
        if condition.negated or not condition.children:
            return False
        said = [_anchors(model, child) for child in condition.children]
        return any(said) if condition.connector == models.Q.AND else all(said)
    if not isinstance(condition, tuple):
        return False
    path, value = condition
    path = path.removesuffix("__in").removesuffix("__exact")
    if path in ANCHORS:
        is_column = isinstance(value, F) and not isinstance(value, OuterRef)
        return value is not None and not is_column
    return _lives_in_one_region(value) and _stays_at_home(model, path)


def _guarded(name: str) -> Any:
    """QuerySet's method of that name, which first asks whose rows are meant."""
    method = getattr(models.QuerySet, name)

    @wraps(method)
    def guarded(queryset: Any, *args: Any, **kwargs: Any) -> Any:
        queryset._require_anchor()
        return method(queryset, *args, **kwargs)

    return guarded


class RegionQuerySet(models.QuerySet):
    """Rows that belong to a region. Runs only when anchored (UnscopedQuery otherwise)."""

    _anchored = False

    @property
    def is_anchored(self) -> bool:
        """Whether the queryset says whose rows it wants."""
        self.query  # noqa: B018 - applies a related manager's deferred filter
        return self._anchored

    def in_region(self, region: models.Model | int) -> Self:
        """The rows of one region (instance or id)."""
        return self.filter(region=region)

    def across_regions(self) -> Self:
        """The rows of all regions, on purpose; easy to grep for."""
        marked = across_regions(self)
        marked._anchored = True
        return marked

    # --- how anchoring is noticed and kept -----------------------------------------------------
    def _filter_or_exclude_inplace(self, negate: bool, args: Any, kwargs: Any) -> None:
        super()._filter_or_exclude_inplace(negate, args, kwargs)  # type: ignore[misc]
        said = (_anchors(self.model, one) for one in [*args, *kwargs.items()])
        self._anchored = self._anchored or (not negate and any(said))

    def _clone(self) -> Self:
        clone = super()._clone()  # type: ignore[misc]
        clone._anchored = self._anchored
        return clone

    def _combinator_query(self, combinator: str, *others: Any, all: bool = False) -> Any:
        for one in (self, *others):
            if isinstance(one, RegionQuerySet):
                one._require_anchor()
        return super()._combinator_query(combinator, *others, all=all)  # type: ignore[misc]

    def _merge_sanity_check(self, other: Any) -> None:
        super()._merge_sanity_check(other)  # type: ignore[misc]
        for one in (self, other):
            one._require_anchor()

    def _require_anchor(self) -> None:
        if not self.is_anchored and not self.query.is_empty():
            raise UnscopedQuery(self.model)

    # --- every way to run --------------------------------------------------------------------
    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._require_anchor()
        super()._fetch_all()

    iterator, aiterator = _guarded("iterator"), _guarded("aiterator")
    count, exists, aggregate = _guarded("count"), _guarded("exists"), _guarded("aggregate")
    update, delete, _raw_delete = _guarded("update"), _guarded("delete"), _guarded("_raw_delete")
    explain = _guarded("explain")
    resolve_expression = _guarded("resolve_expression")  # as a value inside of another query

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Refused: raw SQL on region-owned rows belongs to offers/search.py."""
        raise UnscopedQuery(self.model)

    def bulk_update(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> int:
        """Rows are named by their instances, which carry their region."""
        rows = list(objs)
        return self.filter(region__in={row.region_id for row in rows})._bulk_update(
            rows, *args, **kwargs
        )

    def _bulk_update(self, objs: list[Any], *args: Any, **kwargs: Any) -> int:
        return super().bulk_update(objs, *args, **kwargs)


class Tenant(models.Model):
    """The one whose data it is: the region itself."""

    class Meta:
        abstract = True


class RegionOwned(models.Model):
    """Something that belongs to one region, always."""

    region = models.ForeignKey(
        "regions.Region",
        on_delete=models.CASCADE,
        related_name="%(class)ss",
        verbose_name=_("Region"),
    )

    objects: ClassVar[models.Manager] = RegionQuerySet.as_manager()

    class Meta:
        abstract = True
