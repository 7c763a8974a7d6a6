"""Accounts as a Django app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Label ``accounts``, which AUTH_USER_MODEL names."""

    name = "mintportal.accounts"
