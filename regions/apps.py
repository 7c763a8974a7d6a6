"""Regions as a Django app."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    """Label ``regions``."""

    name = "regions"
