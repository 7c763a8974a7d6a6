"""Who may touch which offers: what is published is public, the rest is its region's and provider's.

The projection (offers_search…) has no policy: it holds what is published and nothing else, and
under a policy PostgreSQL would use none of its search indexes.
"""

from typing import ClassVar

from django.db import migrations

from mintportal.web.rowsecurity import any_of, in_institutions, in_regions, protect

MINE = any_of(in_regions(), in_institutions())
OFFER = "EXISTS (SELECT FROM offers_offer o WHERE o.id = offer_id{})"


class Migration(migrations.Migration):
    dependencies: ClassVar = [
        ("offers", "0004_first_synonyms"),
        ("web", "0001_scope"),
    ]

    operations: ClassVar = [
        protect("offers_offer", see=f"status = 'published' OR {MINE}", add=MINE),
        # A date is seen by those who see its offer: the offer's own policy holds in here as well.
        protect(
            "offers_occurrence",
            see=OFFER.format(""),
            add=any_of(in_regions(), OFFER.format(f" AND {in_institutions('o.institution_id')}")),
        ),
    ]
