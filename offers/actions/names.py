"""Renaming a region or an institution.

Their offers carry the name in what the search knows and in the rows that are shown. Only this
layer knows of offers, so the action stands here and not beside the others of its noun.
"""

from typing import Any

from django.db import transaction

from mintportal.audit.record import record, was
from mintportal.web.slugs import sort_key
from offers import projection
from offers.models import Offer
from partners.models import Institution
from regions.models import Region


@transaction.atomic
def rename(who: Region | Institution, name: str, *, by: Any = None) -> None:
    """Another name; the address stays. Raises ValidationError for one that is empty or too long."""
    before = was(who)
    who.name = " ".join(name.split())
    who.name_sort = sort_key(who.name)
    who.full_clean(validate_unique=False)
    who.save(update_fields=["name", "name_sort"])
    record("umbenannt", who, by=by, before=before)
    owner = "institution" if isinstance(who, Institution) else "region"
    public = Offer.objects.across_regions().published().filter(**{owner: who})
    projection.refresh(public.values_list("pk", flat=True))
