"""Partners as a Django app."""

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """Label ``partners``."""

    name = "partners"
