"""The assembly as a Django app, so that Celery is known wherever Django is set up."""

from django.apps import AppConfig

from mintportal.celery import app as celery_app


class MintportalConfig(AppConfig):
    """Ties the Celery app to the process: tasks called from the web reach the broker."""

    name = "mintportal"
    celery = celery_app
