"""The region, its profile and its members."""

from regions.models.membership import RegionMembership
from regions.models.profile import ProfilePoint, ProfileSection
from regions.models.region import Region, RegionArea

__all__ = ["ProfilePoint", "ProfileSection", "Region", "RegionArea", "RegionMembership"]
