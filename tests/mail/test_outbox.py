"""From the writer's transaction to the server, whatever goes wrong on the way."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from mintportal.mail import outbox, sending
from mintportal.mail.models import Mail
from mintportal.mail.tasks import deliver
from mintportal.web.scope import PUBLISHED, within
from tests.mail.conftest import Sink

pytestmark = pytest.mark.usefixtures("templates")
TO = "lehrkraft@schule.example"


def write(name: str = "Ada") -> Mail:
    return outbox.post("trial/hello", TO, {"name": name})


def due(mail: Mail, minutes: float) -> bool:
    mail.refresh_from_db()
    return abs(mail.due_at - timezone.now() - timedelta(minutes=minutes)) < timedelta(seconds=20)


# --- what is sent ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_mail_has_two_parts_and_a_name_that_stays(sink: Sink) -> None:
    mail = write("Ä & B")
    assert deliver() == 1
    (got,) = sink.mails
    assert got["To"] == TO
    assert got["Subject"] == "Guten Tag, Ä & B"
    assert got["Message-ID"] == f"<{mail.id}@127.0.0.1>"
    assert got["Auto-Submitted"] == "auto-generated"
    text, html = got.iter_parts()
    assert text.get_content().strip() == "Hallo Ä & B: http://testserver"
    assert html.get_content().strip() == "<p>Hallo Ä &amp; B</p>"
    mail.refresh_from_db()
    assert (mail.state, mail.tries, mail.problem) == ("sent", 1, "")


@pytest.mark.django_db
def test_nothing_is_sent_twice(sink: Sink) -> None:
    write()
    assert (deliver(), deliver()) == (1, 0)
    assert len(sink.mails) == 1


@pytest.mark.django_db
def test_a_subject_cannot_bring_a_header_along(sink: Sink) -> None:
    write("Ada\r\nBcc: alle@portal.example")
    deliver()
    assert sink.mails[0]["Bcc"] is None
    assert "Bcc: alle" in sink.mails[0]["Subject"]


# --- when --------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_mail_leaves_when_its_transaction_is_committed(sink: Sink) -> None:
    with transaction.atomic():
        write()
        assert sink.mails == []
    deliver()
    assert len(sink.mails) == 1


@pytest.mark.django_db(transaction=True)
def test_no_mail_of_a_transaction_that_failed(sink: Sink) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        write(str(1 / 0))
    assert deliver() == 0
    assert Mail.objects.count() == 0


@pytest.mark.django_db
def test_who_has_no_scope_writes_and_reads_nothing(sink: Sink) -> None:
    with within(PUBLISHED):
        write()
        assert Mail.objects.count() == 0
        assert Mail.objects.update(to="anders@portal.example") == 0
        assert Mail.objects.all().delete()[0] == 0
    assert deliver() == 1
    assert sink.mails[0]["To"] == TO


# --- when the server says no -------------------------------------------------------------------


@pytest.mark.django_db
def test_a_refused_mail_is_tried_again_later_and_later(sink: Sink) -> None:
    sink.refusal = "451 Bitte später"
    mail = write()
    for tries, minutes in enumerate(sending.RETRY_MINUTES, start=1):
        assert deliver() == 1
        assert due(mail, minutes)
        assert (mail.state, mail.tries) == ("waiting", tries)
        assert "451" in mail.problem
        assert deliver() == 0
        Mail.objects.update(due_at=timezone.now())
    sink.refusal = ""
    assert deliver() == 1
    mail.refresh_from_db()
    assert (mail.state, mail.problem) == ("sent", "")
    assert len(sink.mails) == 1


@pytest.mark.django_db
def test_a_mail_that_nobody_takes_gets_stuck_and_can_be_tried_again(sink: Sink) -> None:
    sink.refusal = "550 Nein"
    mail = write()
    Mail.objects.update(tries=len(sending.RETRY_MINUTES))
    deliver()
    mail.refresh_from_db()
    assert mail.state == "stuck"
    told = StringIO()
    call_command("outbox", stdout=told)
    assert f"trial/hello {mail.id}: stuck, 8 tries." in told.getvalue()
    assert "550" in told.getvalue()
    assert TO not in told.getvalue()
    sink.refusal = ""
    call_command("outbox", "--retry", "--send", stdout=told)
    assert told.getvalue().endswith("The outbox is empty.\n")
    assert len(sink.mails) == 1


@pytest.mark.django_db
def test_a_server_that_is_away_costs_nobody_a_mail(sink: Sink, settings) -> None:
    port, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    mail = write()
    assert deliver() == 1
    assert due(mail, sending.RETRY_MINUTES[0])
    settings.EMAIL_PORT = port
    Mail.objects.update(due_at=timezone.now())
    deliver()
    assert len(sink.mails) == 1


# --- several workers, and one that dies --------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_workers_share_the_mails(sink: Sink) -> None:
    for number in range(40):
        write(str(number))
    counts: list[int] = []

    def work() -> None:
        counts.append(deliver())
        connections.close_all()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert sum(counts) == 40
    assert len({mail["Message-ID"] for mail in sink.mails}) == len(sink.mails) == 40


@pytest.mark.django_db(transaction=True)
def test_what_a_dying_worker_had_in_hand_is_sent_by_the_next(sink: Sink, monkeypatch) -> None:
    mail = write()

    class Killed(BaseException):
        """What no handler of errors catches."""

    def dies(self: Mail, **_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Mail, "save", dies)
        with pytest.raises(Killed):
            deliver()
    assert deliver() == 1
    assert [one["Message-ID"] for one in sink.mails] == [f"<{mail.id}@127.0.0.1>"] * 2


# --- the end -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_is_done_is_forgotten_after_a_week(sink: Sink) -> None:
    states = [*Mail.State.values, *Mail.State.values]
    mails = [write(state) for state in states]
    for mail, state, days in zip(mails, states, [6, 6, 6, 8, 8, 8], strict=True):
        Mail.objects.filter(pk=mail.pk).update(
            state=state, due_at=timezone.now() - timedelta(days=days)
        )
    assert sending.forget() == 2
    assert sorted(Mail.objects.values_list("state", flat=True)) == [
        *("sent", "stuck"),
        *("waiting", "waiting"),
    ]


@pytest.mark.django_db
def test_looking_for_what_is_due_uses_its_index() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = Mail.objects.filter(state="waiting", due_at__lte=timezone.now()).explain()
    assert "mail_due" in plan
