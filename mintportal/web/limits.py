"""How often somebody may do something, counted in PostgreSQL for all processes together.

A view says its limits (``@limited``), and the middleware ``kept_limits`` counts before the view's
transaction begins: whatever becomes of the request, it stays counted. Windows are fixed, as long as
the limit's ``seconds``. Keys are keyed hashes over limit, window and whom it counts, so no IP
address is stored, and no row can be tied to one of another window.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv6Address, IPv6Network, ip_address
from math import ceil
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from mintportal.web.models import Tally

Whom = Callable[[HttpRequest, Mapping[str, Any]], str]
View = Callable[..., HttpResponse]
MINUTE, HOUR = 60, 3600

COUNT = """
INSERT INTO web_tally AS known (key, count, ends_at) VALUES (%s, 1, %s)
ON CONFLICT (key) DO UPDATE SET count = known.count + 1 RETURNING count
"""


@dataclass(frozen=True)
class Limit:
    """At most so many times in so many seconds, for each of ``whom`` it counts."""

    name: str
    most: int
    seconds: int
    whom: Whom

    def wait(self, whom: str) -> int:
        """Count once more; 0 if it is within the limit, else the seconds until it counts anew.

        Refuses to run inside of a transaction, which could take the count back (RuntimeError).
        """
        now = timezone.now().timestamp()
        window = int(now // self.seconds)
        ends = (window + 1) * self.seconds
        text = f"{self.name}:{self.seconds}:{window}:{whom}"
        key = salted_hmac("mintportal.web.limits", text, algorithm="sha256").hexdigest()
        with transaction.atomic(durable=True), connection.cursor() as cursor:
            cursor.execute(COUNT, [key, datetime.fromtimestamp(ends, UTC)])
            count = cursor.fetchone()[0]
        return 0 if count <= self.most else max(1, ceil(ends - now))


def limited(*limits: Limit, typed: str = "") -> Callable[[View], View]:
    """Limits of a view's POST, asked in their order up to the first that is reached.

    The page that then says so hands back the field ``typed``, so that no text is lost.
    """

    def decorate(view: View) -> View:
        view.limits, view.typed = limits, typed  # type: ignore[attr-defined]
        return view

    return decorate


def visitor(request: HttpRequest, _: Mapping[str, Any]) -> str:
    """The network a request comes from: an IPv4 address, or the /64 of an IPv6 one."""
    told = str(request.META.get("REMOTE_ADDR", ""))
    if settings.BEHIND_PROXY:
        # Each proxy adds at the end who spoke to it; only our own proxy's word is believed.
        told = request.headers.get("X-Forwarded-For", told).rpartition(",")[2].strip()
    try:
        address = ip_address(told)
    except ValueError:
        return "unknown"
    if not isinstance(address, IPv6Address):
        return str(address)
    return str(address.ipv4_mapped or IPv6Network((int(address), 64), strict=False))


def part(name: str) -> Whom:
    """Whom: a part of the address, such as ``slug``."""
    return lambda request, parts: str(parts[name])


def forget() -> int:
    """Delete the counters of windows that are over. Returns how many."""
    return Tally.objects.filter(ends_at__lt=timezone.now()).delete()[0]
