"""What the clock asks of the foundation."""

from celery import shared_task

from mintportal.web import limits


@shared_task
def forget_tallies() -> int:
    """Nightly: counters of windows that are over."""
    return limits.forget()
