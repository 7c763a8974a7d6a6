"""The overall pages as a Django app."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Label ``pages``."""

    name = "mintportal.pages"
