"""Who may touch which rows of institutions: what is approved is public, memberships are not."""

from typing import ClassVar

from django.db import migrations

from mintportal.web.rowsecurity import (
    EVERYONE,
    EVERYTHING,
    any_of,
    in_institutions,
    in_regions,
    own,
    protect,
)

BOTH_SIDES = any_of(in_regions(), in_institutions())


class Migration(migrations.Migration):
    dependencies: ClassVar = [("partners", "0001_initial"), ("web", "0001_scope")]

    operations: ClassVar = [
        protect(
            "partners_institution",
            see=EVERYONE,
            add=EVERYTHING,
            change=any_of(in_institutions("id")),
        ),
        protect("partners_partnership", see=f"status = 'approved' OR {BOTH_SIDES}", add=BOTH_SIDES),
        protect(
            "partners_institutionmembership",
            see=any_of(own(), in_institutions()),
            add=any_of(in_institutions()),
            remove=any_of(own(), in_institutions()),
        ),
    ]
