"""A mail server of our own, and templates to write with."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from mintportal.local.portal import free_port
from mintportal.mail.models import Mail


class Sink:
    """Keeps what it gets; answers with ``refusal`` while there is one."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refusal = ""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """What SMTP's DATA is answered with."""
        if self.refusal:
            return self.refusal
        self.mails.append(message_from_bytes(envelope.original_content, policy=policy.default))
        return "250 OK"


@pytest.fixture
def sink(db: None, settings) -> Iterator[Sink]:
    """The server that mails go to."""
    kept = Sink()
    controller = Controller(kept, hostname="127.0.0.1", port=free_port())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", controller.port
    yield kept
    controller.stop()
    Mail.objects.all().delete()  # also what was committed


@pytest.fixture
def templates(settings, tmp_path) -> None:
    """The three templates of a mail of the kind ``trial/hello``."""
    folder = tmp_path / "emails" / "trial"
    folder.mkdir(parents=True)
    (folder / "hello.subject.txt").write_text("Guten Tag,\n {{ name }}\n")
    (folder / "hello.txt").write_text("Hallo {{ name|safe }}: {{ portal_url }}")
    (folder / "hello.html").write_text("<p>Hallo {{ name }}</p>")
    settings.TEMPLATES = [
        settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}
    ]
