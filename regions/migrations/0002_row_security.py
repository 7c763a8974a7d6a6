"""Who may touch which rows of a region: profiles are public, memberships are not."""

from typing import ClassVar

from django.db import migrations

from mintportal.web.rowsecurity import EVERYONE, EVERYTHING, any_of, in_regions, own, protect

MINE = any_of(in_regions())


class Migration(migrations.Migration):
    dependencies: ClassVar = [("regions", "0001_initial"), ("web", "0001_scope")]

    operations: ClassVar = [
        protect("regions_region", see=EVERYONE, add=EVERYTHING, change=any_of(in_regions("id"))),
        protect("regions_regionarea", see=EVERYONE, add=MINE),
        protect("regions_profilesection", see=EVERYONE, add=MINE),
        protect("regions_profilepoint", see=EVERYONE, add=MINE),
        protect(
            "regions_regionmembership",
            see=any_of(own(), in_regions()),
            add=MINE,
            remove=any_of(own(), in_regions()),
        ),
    ]
