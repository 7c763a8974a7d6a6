"""Reports come in, are done once, and go after 90 days."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from mintportal.accounts.models import User
from mintportal.audit.models import Entry
from mintportal.mail.models import Mail
from mintportal.web.scope import PUBLISHED, Scope, within
from regions.actions import reports
from regions.actions.reports import ReportData
from regions.jobs import forget_reports
from regions.models import Region, Report

BARRIER = ReportData("barrier", "/angebote/", "Die Karte\nklemmt.", "ada@schule.example")


@pytest.fixture
def report(region: Region) -> Report:
    """An open report on a page of the region Süd."""
    return reports.receive(BARRIER, region)


def fresh(report: Report) -> Report:
    return Report.objects.across_regions().get(pk=report.pk)


def test_who_has_no_scope_reports_and_sees_nothing(region: Region) -> None:
    with within(PUBLISHED):
        mine = reports.receive(BARRIER, region)
        assert not Report.objects.across_regions().exists()
    kept = fresh(mine)
    assert (kept.kind, kept.page, kept.what) == ("barrier", "/angebote/", "Die Karte\nklemmt.")
    assert (kept.state, kept.ends_on, kept.region) == ("open", None, region)


def test_an_unknown_kind_is_refused(region: Region) -> None:
    with pytest.raises(ValueError, match="nonsense"):
        reports.receive(ReportData("nonsense", "", "x"))


def test_history_holds_nobodys_words(report: Report) -> None:
    with within(Scope(regions=(report.region_id,))):
        reports.done(report)
    came, went = Entry.objects.filter(thing="regions.report").order_by("pk")
    assert (came.verb, came.thing_id, came.region_id) == ("gemeldet", report.pk, report.region_id)
    assert went.verb == "erledigt"
    assert went.changes["reply_to"] is None
    assert went.changes["state"] == ["open", "done"]
    assert "ada@" not in f"{came.changes}{went.changes}"
    assert "klemmt" not in f"{came.changes}{went.changes}"


# --- who is told -------------------------------------------------------------------------------


def told(kind: str) -> list[str]:
    Mail.objects.all().delete()
    reports.receive(ReportData(kind, "", "x"))
    return list(Mail.objects.order_by("to").values_list("to", flat=True))


def test_the_operator_is_told_else_the_service_office(settings, db: None) -> None:
    assert told("content") == []
    for name in ("olga", "otto"):
        user = User.objects.create_user(f"{name}@portal.example", name=name)
        user.is_service_office = True
        user.save()
    User.objects.filter(name="otto").update(is_active=False)
    assert told("content") == ["olga@portal.example"]
    settings.OPERATOR = settings.OPERATOR | {"email": "betrieb@portal.example"}
    assert told("content") == told("barrier") == ["betrieb@portal.example"]
    settings.OPERATOR = settings.OPERATOR | {"accessibility_email": "barriere@portal.example"}
    assert told("barrier") == ["barriere@portal.example"]
    assert told("content") == ["betrieb@portal.example"]


# --- done, and gone ----------------------------------------------------------------------------


def test_done_takes_the_address_away_at_once(report: Report) -> None:
    reports.done(report)
    kept = fresh(report)
    assert (kept.state, kept.reply_to) == ("done", "")
    assert kept.ends_on == timezone.localdate() + timedelta(days=90)
    assert kept.what == "Die Karte\nklemmt."


def test_done_is_done_once(report: Report) -> None:
    reports.done(report)
    with pytest.raises(ValidationError, match="schon erledigt"):
        reports.done(report)


def test_the_database_knows_the_rule(report: Report) -> None:
    mine = Report.objects.across_regions().filter(pk=report.pk)
    for wrong in ({"state": "done"}, {"ends_on": timezone.localdate()}):
        with pytest.raises(IntegrityError, match="report_done"), transaction.atomic():
            mine.update(**wrong)


def test_a_foreign_coordinator_does_not_find_it(report: Report) -> None:
    with within(Scope(regions=(report.region_id + 1,))), pytest.raises(Report.DoesNotExist):
        reports.done(report)


def test_after_ninety_days_it_goes(report: Report) -> None:
    other = reports.receive(BARRIER)
    reports.done(report)
    assert forget_reports() == 0
    Report.objects.across_regions().filter(pk=report.pk).update(ends_on=timezone.localdate())
    assert forget_reports() == 1
    assert list(Report.objects.across_regions()) == [other]


def test_open_and_done_are_told_apart(report: Report) -> None:
    other = reports.receive(BARRIER)
    reports.done(report)
    assert list(Report.objects.across_regions().open()) == [other]
    assert [one.pk for one in Report.objects.across_regions().done()] == [report.pk]


# --- the command -------------------------------------------------------------------------------


def printed(**options: object) -> str:
    out = StringIO()
    call_command("reports", stdout=out, **options)
    return out.getvalue()


def test_the_command_lists_and_closes(report: Report) -> None:
    listed = printed()
    assert f"Barriere {report.pk}: open" in listed
    assert "answer to ada@schule.example" in listed
    assert "/angebote/ (MINT-Region Süd)" in listed
    assert "Die Karte klemmt." in listed
    assert "done, goes on" in printed(done=report.pk)
    assert printed() == "There are no reports.\n"
    assert f"Barriere {report.pk}: done" in printed(all=True)


def test_the_command_says_what_it_cannot_do(report: Report) -> None:
    with pytest.raises(CommandError, match="There is no report 17"):
        printed(done=17)
    printed(done=report.pk)
    with pytest.raises(CommandError, match="schon erledigt"):
        printed(done=report.pk)
