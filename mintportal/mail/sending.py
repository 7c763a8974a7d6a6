"""Sending what waits: at least once, one at a time, by as many workers as there are."""

from datetime import timedelta
from email.utils import formatdate
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from mintportal.mail.models import Mail
from mintportal.web.scope import SYSTEM, within

RETRY_MINUTES = (1, 2, 5, 15, 60, 180, 720)
"""How long to wait after each try that failed; after the last the mail is stuck."""
KEPT = timedelta(days=7)


def send_next() -> Mail | None:
    """Send the mail that is due longest; None if there is none, or others are at it.

    The row is locked while the mail is on its way. Whoever dies in between leaves it waiting, and
    it is sent again with the same Message-ID.
    """
    with within(SYSTEM):
        due = Mail.objects.filter(state=Mail.State.WAITING, due_at__lte=timezone.now())
        mail = due.select_for_update(skip_locked=True).order_by("due_at").first()
        if mail:
            _send(mail)
        return mail


def _send(mail: Mail) -> None:
    mail.tries += 1
    try:
        _message(mail).send()
    except (SMTPException, OSError, ValueError) as problem:  # ValueError: a header cannot be
        _put_off(mail, str(problem))
    else:
        mail.state, mail.problem = Mail.State.SENT, ""
    mail.save(update_fields=["state", "tries", "due_at", "problem"])


def _message(mail: Mail) -> EmailMultiAlternatives:
    host = urlsplit(settings.PORTAL_URL).hostname
    headers = {
        "Message-ID": f"<{mail.id}@{host}>",
        "Date": formatdate(mail.written_at.timestamp(), localtime=True),
        "Auto-Submitted": "auto-generated",
    }
    answers = [mail.reply_to] if mail.reply_to else None
    message = EmailMultiAlternatives(
        mail.subject, mail.text, to=[mail.to], reply_to=answers, headers=headers
    )
    message.attach_alternative(mail.html, "text/html")
    return message


def _put_off(mail: Mail, problem: str) -> None:
    mail.problem = problem[:300]
    if mail.tries > len(RETRY_MINUTES):
        mail.state = Mail.State.STUCK
    else:
        mail.due_at = timezone.now() + timedelta(minutes=RETRY_MINUTES[mail.tries - 1])


def retry(mail_ids: list[str] | None = None) -> int:
    """Let stuck mails, all or some, wait for another round. Returns how many."""
    with within(SYSTEM):
        stuck = Mail.objects.filter(state=Mail.State.STUCK)
        if mail_ids is not None:
            stuck = stuck.filter(pk__in=mail_ids)
        return stuck.update(state=Mail.State.WAITING, tries=0, due_at=timezone.now())


def forget() -> int:
    """Delete what was sent, or got stuck, more than a week ago. Returns how many."""
    with within(SYSTEM):
        old = Mail.objects.exclude(state=Mail.State.WAITING)
        return old.filter(due_at__lt=timezone.now() - KEPT).delete()[0]
