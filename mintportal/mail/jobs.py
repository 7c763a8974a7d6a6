"""What the clock asks of the mail."""

from celery import shared_task

from mintportal.mail import sending, tasks


@shared_task
def look_into_outbox() -> int:
    """Every minute: what nobody was woken for, and what is to be tried again."""
    return tasks.deliver()


@shared_task
def forget_old_mail() -> int:
    """Nightly: mails hold addresses, so they go after a week."""
    return sending.forget()
