"""The region, its profile, its members, its hosts and its colours."""

from regions.models.host import RegionHost
from regions.models.membership import RegionMembership
from regions.models.profile import ProfilePoint, ProfileSection
from regions.models.region import Region, RegionArea
from regions.models.theme import RegionTheme

__all__ = [
    "ProfilePoint",
    "ProfileSection",
    "Region",
    "RegionArea",
    "RegionHost",
    "RegionMembership",
    "RegionTheme",
]
