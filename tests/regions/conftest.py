"""A region whose facts the tests know."""

import pytest

from regions.actions import regions
from regions.actions.regions import RegionFacts
from regions.models import Region

FACTS = RegionFacts(
    "MINT-Region Süd",
    "region",
    "BY",
    place="Augsburg",
    founded=2014,
    website="https://sued.example",
    lat=48.37,
    lon=10.9,
)


@pytest.fixture
def region(db: None) -> Region:
    """The region Süd, founded from FACTS, covering Augsburg and the Kreis around it."""
    return regions.found(FACTS, ["09761", "09772"])
