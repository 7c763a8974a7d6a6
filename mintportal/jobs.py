"""What the clock asks of the assembly itself."""

from celery import shared_task
from django.core.cache import cache
from django.utils import timezone

SIGN_OF_LIFE = "worker:last-seen"


@shared_task
def sign_of_life() -> None:
    """A worker was here: the health page reads when."""
    cache.set(SIGN_OF_LIFE, timezone.now().isoformat(), timeout=3600)
