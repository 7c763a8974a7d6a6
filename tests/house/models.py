"""Which models belong to regions, asked of the models themselves."""

from django.apps import apps
from django.db.models import ForeignKey

from regions.tenancy import RegionOwned

REGION_OWNED = [model for model in apps.get_models() if issubclass(model, RegionOwned)]


def keys_between_region_owned() -> list[ForeignKey]:
    """Every foreign key from one region-owned model to another."""
    return [
        field
        for model in REGION_OWNED
        for field in model._meta.concrete_fields
        if field.is_relation and issubclass(field.related_model, RegionOwned)
    ]
