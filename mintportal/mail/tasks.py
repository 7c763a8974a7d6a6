"""What Celery is asked to do: look into the outbox."""

from celery import shared_task

from mintportal.mail.sending import send_next


@shared_task
def deliver() -> int:
    """Send all that is due. Returns how many mails were tried."""
    tried = 0
    while send_next():
        tried += 1
    return tried
