"""The tenant: a region, its profile and its people."""
