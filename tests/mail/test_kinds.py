"""The portal's own mails, really sent: answers go to who wrote, headers hold what they should."""

import pytest

from mintportal.mail import outbox
from mintportal.mail.tasks import deliver
from regions.actions import messages, reports
from regions.actions.messages import Message
from regions.actions.reports import ReportData
from tests.cast import World
from tests.mail.conftest import Sink

WRITER = "ada@schule.example"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _operated(world: World, settings) -> None:
    settings.OPERATOR = settings.OPERATOR | {"email": "betrieb@portal.example"}


def test_a_message_is_answered_to_its_writer(world: World, sink: Sink) -> None:
    messages.send(world.nord.region, Message("Ada Ü", WRITER, "Zeile 1\n.\nBcc: alle@x.example"))
    deliver()
    (got,) = sink.mails
    assert (got["To"], got["Reply-To"]) == ("betrieb@portal.example", WRITER)
    assert got["Bcc"] is None
    text, html = (one.get_content() for one in got.iter_parts())
    assert "Zeile 1\n.\nBcc: alle@x.example" in text.replace("\r\n", "\n")
    assert "Zeile 1<br>.<br>Bcc" in html.replace("\r\n", "").replace("\n", "")


def test_a_report_without_an_address_has_none_to_answer_to(world: World, sink: Sink) -> None:
    report = reports.receive(ReportData("content", "/partner/", "Falsch <b>", ""))
    deliver()
    (got,) = sink.mails
    assert got["Reply-To"] is None
    assert got["Subject"] == f"Inhalt gemeldet, Nummer {report.pk}"
    text, html = (one.get_content() for one in got.iter_parts())
    assert "http://127.0.0.1:8000/partner/" in text
    assert "Falsch <b>" in text
    assert "Falsch &lt;b&gt;" in html


def test_an_address_with_umlauts_arrives(world: World, sink: Sink) -> None:
    messages.send(world.nord.region, Message("", "ada@müller.example", "Hallo"))
    deliver()
    assert sink.mails[0]["Reply-To"] == "ada@xn--mller-kva.example"


def test_a_broken_address_brings_no_header_along(world: World, sink: Sink) -> None:
    """The form refuses it; if it came here all the same, it would wait and hold up nobody."""
    about = {"region": world.nord.region, "message": Message("", "", "Hallo")}
    bad = "a@b.example\nBcc: c@d.example"
    mail = outbox.post("regions/message", "a@b.example", about, reply_to=bad)
    good = outbox.post("regions/message", "e@f.example", about)
    assert deliver() == 2
    assert [one["To"] for one in sink.mails] == ["e@f.example"]
    mail.refresh_from_db()
    good.refresh_from_db()
    assert (mail.state, good.state) == ("waiting", "sent")
    assert "Header values" in mail.problem
