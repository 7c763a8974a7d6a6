"""Offers as a Django app."""

from django.apps import AppConfig


class OffersConfig(AppConfig):
    """Label ``offers``."""

    name = "offers"
