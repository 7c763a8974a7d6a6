"""What the clock asks of the regions."""

from celery import shared_task

from mintportal.web.scope import SYSTEM, within
from regions.actions import reports


@shared_task
def forget_reports() -> int:
    """Nightly: reports that were done 90 days ago."""
    with within(SYSTEM):
        return reports.forget()
