"""The region, its profile, its members, and what is reported about pages."""

from regions.models.membership import RegionMembership
from regions.models.profile import ProfilePoint, ProfileSection
from regions.models.region import Region, RegionArea
from regions.models.report import Report

__all__ = ["ProfilePoint", "ProfileSection", "Region", "RegionArea", "RegionMembership", "Report"]
