"""Writing mails. They leave when the transaction of whoever writes them is committed."""

import logging
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from kombu.exceptions import OperationalError

from mintportal.mail.models import Mail
from mintportal.mail.tasks import deliver

log = logging.getLogger(__name__)


def post(kind: str, to: str, about: Mapping[str, Any], *, reply_to: str = "") -> Mail:
    """Put a mail into the outbox, in the caller's transaction.

    ``kind`` names its three templates, ``emails/<kind>.subject.txt``, ``.txt`` and ``.html``;
    ``about`` is their context. What the mail says is fixed now, whenever it is sent. Answers go to
    ``reply_to`` if it is given, else to the portal.
    """
    texts = {**about, "portal_name": settings.PORTAL_NAME, "portal_url": settings.PORTAL_URL}
    subject, text, html = (
        render_to_string(f"emails/{kind}.{ending}", texts)
        for ending in ("subject.txt", "txt", "html")
    )
    subject = " ".join(subject.split())[:200]
    mail = Mail(kind=kind, to=to, reply_to=reply_to, subject=subject, text=text, html=html)
    mail.save(force_insert=True)
    transaction.on_commit(wake)
    return mail


def wake() -> None:
    """Tell a worker that something waits. If nobody hears it, the clock asks within a minute."""
    try:
        deliver.delay()
    except OperationalError as unheard:  # the broker is away
        log.warning("Nobody was woken to send mail: %s", unheard)
