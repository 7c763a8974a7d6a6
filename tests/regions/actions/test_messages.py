"""Sending a message to a network."""

import pytest
from django.core.exceptions import ValidationError

from mintportal.mail.models import Mail
from mintportal.web.scope import PUBLISHED, within
from regions.actions import messages
from regions.actions.messages import Message
from regions.models import Region

QUESTION = Message("Ada & Bo", "ada@schule.example", "Geht <das>?")


def test_who_has_no_scope_may_write(region: Region) -> None:
    region.contact = {"email": " kontakt@sued.example "}
    with within(PUBLISHED):
        messages.send(region, QUESTION)
    mail = Mail.objects.get()
    assert (mail.kind, mail.to) == ("regions/message", "kontakt@sued.example")
    assert mail.subject == "Nachricht an MINT-Region Süd über MINT-Regionen"
    assert "Ada & Bo schreibt" in mail.text
    assert "Geht <das>?" in mail.text
    assert "Ada &amp; Bo schreibt" in mail.html
    assert "Geht &lt;das&gt;?" in mail.html


def test_without_anyone_to_reach_nothing_is_sent(region: Region) -> None:
    with pytest.raises(ValidationError, match="noch nicht zu erreichen"):
        messages.send(region, QUESTION)
    assert not Mail.objects.exists()
