"""The user: an e-mail address, and whether it belongs to the service office."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Creates users; addresses are compared without regard to case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; without a password they can only sign in by mail."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save()
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user with this address, in any case; User.DoesNotExist otherwise."""
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """Someone who can sign in. Roles in regions and institutions are memberships elsewhere."""

    PERSONAL: ClassVar = frozenset({"email", "name", "password", "last_login"})

    email = models.EmailField(_("E-Mail-Adresse"), unique=True)
    name = models.CharField(_("Anzeigename"), max_length=80, blank=True)
    is_active = models.BooleanField(_("aktiv"), default=True)
    is_service_office = models.BooleanField(_("Servicestelle"), default=False)
    created_at = models.DateTimeField(_("angelegt"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("Konto")
        verbose_name_plural = _("Konten")
        constraints: ClassVar = [
            models.UniqueConstraint(
                Lower("email"),
                name="user_email_once",
                violation_error_message=_("Diese E-Mail-Adresse hat schon ein Konto."),
            )
        ]

    def __str__(self) -> str:
        return self.name or self.email
