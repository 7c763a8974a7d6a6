"""Reports about pages: they come in, somebody sees to them, and after a while they go."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mintportal.audit.record import record, was
from mintportal.mail import outbox
from regions import recipients
from regions.models import Region, Report

KEPT = timedelta(days=90)


@dataclass(frozen=True)
class ReportData:
    """What somebody reports; ``page`` is an address or words, ``reply_to`` may be empty."""

    kind: str
    page: str
    what: str
    reply_to: str = ""


@transaction.atomic
def receive(data: ReportData, region: Region | None = None, *, by: Any = None) -> Report:
    """Keep a report, on a page of ``region`` if it belongs to one, and tell who sees to it."""
    report = Report(
        region=region,
        kind=Report.Kind(data.kind),
        page=data.page,
        what=data.what,
        reply_to=data.reply_to,
    )
    report.save(force_insert=True)
    record("gemeldet", report, by=by, fields=["kind", "page", "what"])
    link = f"{settings.PORTAL_URL}{report.page}" if report.page.startswith("/") else ""
    about = {"report": report, "page_url": link}
    for address in recipients.of_reports(report.kind):
        outbox.post("regions/report", address, about, reply_to=report.reply_to)
    return report


@transaction.atomic
def done(report: Report, *, by: Any = None) -> Report:
    """Somebody saw to it: the address for answers goes now, the rest after 90 days.

    Raises ValidationError if it was done before.
    """
    rows = Report.objects.across_regions().select_for_update(of=("self",))
    report = rows.get(pk=report.pk)
    if report.state == Report.State.DONE:
        raise ValidationError(_("Diese Meldung ist schon erledigt."))
    before = was(report)
    report.state, report.reply_to = Report.State.DONE, ""
    report.ends_on = timezone.localdate() + KEPT
    report.save(update_fields=["state", "reply_to", "ends_on"])
    record("erledigt", report, by=by, before=before)
    return report


@transaction.atomic
def forget(*, by: Any = None) -> int:
    """Delete what was done 90 days ago. Returns how many."""
    return Report.objects.across_regions().ended(timezone.localdate()).delete()[0]
