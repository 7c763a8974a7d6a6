"""The history as a Django app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Label ``audit``."""

    name = "mintportal.audit"
