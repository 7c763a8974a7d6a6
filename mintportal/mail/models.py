"""The outbox: mails that wait, and for a week those that are sent."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Mail(models.Model):
    """One mail to one address. Its id is made here, so that whoever writes it need not read it."""

    class State(models.TextChoices):
        """Waiting → sent; stuck after too many tries."""

        WAITING = "waiting", _("wartet")
        SENT = "sent", _("gesendet")
        STUCK = "stuck", _("steckt fest")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("Stand"), max_length=8, choices=State.choices, default=State.WAITING)
    kind = models.CharField(_("Anlass"), max_length=60)
    to = models.EmailField(_("an"))
    reply_to = models.EmailField(_("Antwort an"), blank=True)
    subject = models.CharField(_("Betreff"), max_length=200)
    text = models.TextField(_("Text"))
    html = models.TextField(_("HTML"))
    written_at = models.DateTimeField(_("geschrieben"), default=timezone.now)
    due_at = models.DateTimeField(_("fällig"), default=timezone.now)
    tries = models.PositiveSmallIntegerField(_("Versuche"), default=0)
    problem = models.CharField(_("Problem"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("Mail")
        verbose_name_plural = _("Mails")
        indexes: ClassVar = [models.Index(fields=["state", "due_at"], name="mail_due")]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"
