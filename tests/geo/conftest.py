"""The room `geo` needs no settings and no database; only its words are translated by Django."""

import os

import django
from django.conf import settings

if not settings.configured and "DJANGO_SETTINGS_MODULE" not in os.environ:
    settings.configure(USE_I18N=True, LANGUAGE_CODE="de")
    django.setup()
