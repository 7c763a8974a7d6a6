"""The web foundation as a Django app, for its template tags."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Label ``web``."""

    name = "mintportal.web"
