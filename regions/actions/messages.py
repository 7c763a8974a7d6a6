"""Writing to a network. Nothing is kept of a message but the mail in the outbox, for a week."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mintportal.mail import outbox
from regions import recipients
from regions.models import Region


@dataclass(frozen=True)
class Message:
    """What somebody writes; ``name`` may be empty."""

    name: str
    email: str
    text: str


@transaction.atomic
def send(region: Region, message: Message, *, by: Any = None) -> None:
    """Send it to the network, or to the operator while the network has no address.

    Answers go to its writer. Raises ValidationError if nobody can be reached.
    """
    to = recipients.of_messages(region)
    if not to:
        raise ValidationError(_("Dieses Netzwerk ist hier noch nicht zu erreichen."))
    about = {"region": region, "message": message}
    outbox.post("regions/message", to, about, reply_to=message.email)
