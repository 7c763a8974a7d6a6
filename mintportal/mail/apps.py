"""Mail as a Django app."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    """Label ``mail``."""

    name = "mintportal.mail"
