"""What the clock asks of the offers."""

from celery import shared_task

from offers import projection


@shared_task
def refresh_search() -> int:
    """Nightly: next dates pass, offers run out. Returns how many offers the search holds."""
    return projection.refresh_all()
