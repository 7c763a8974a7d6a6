"""Composite foreign keys: a date lives in its offer's region, an offer where its institution is a partner."""

from typing import ClassVar

from django.db import migrations

from regions.composite import reference, same_region, unique_with_region


class Migration(migrations.Migration):
    dependencies: ClassVar = [("offers", "0001_initial"), ("partners", "0001_initial")]

    operations: ClassVar = [
        unique_with_region("offers_offer"),
        same_region("offers_occurrence", "offer_id", "offers_offer"),
        reference(
            "offers_offer",
            ("institution_id", "region_id"),
            "partners_partnership",
            ("institution_id", "region_id"),
        ),
    ]
