"""The assembly as a Django app, so that Celery is known wherever Django is set up."""

from typing import ClassVar

from django.apps import AppConfig
from django.contrib.staticfiles.apps import StaticFilesConfig

from mintportal.celery import app as celery_app


class MintportalConfig(AppConfig):
    """Ties the Celery app to the process: tasks called from the web reach the broker."""

    name = "mintportal"
    celery = celery_app


class PortalStaticFiles(StaticFilesConfig):
    """Collects of django-htmx only the one file that pages load."""

    ignore_patterns: ClassVar[list[str]] = [
        *StaticFilesConfig.ignore_patterns,
        *("htmx-4*", "htmax-*", "htmx-2.js", "django-htmx.js", "ext"),
    ]
