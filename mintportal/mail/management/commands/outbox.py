"""Shows the mails that wait or are stuck, and lets stuck ones be tried again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mintportal.mail import sending
from mintportal.mail.models import Mail
from mintportal.web.scope import SYSTEM, within


class Command(BaseCommand):
    """``outbox`` · ``outbox --retry`` · ``outbox --send``."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--retry", action="store_true", help="stuck mails wait once more")
        parser.add_argument("--send", action="store_true", help="send here what is due")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["retry"]:
            self.stdout.write(f"{sending.retry()} mails wait once more.")
        while options["send"] and (mail := sending.send_next()):
            self.stdout.write(f"{mail}: {mail.state}")
        with within(SYSTEM):
            left = list(Mail.objects.exclude(state=Mail.State.SENT).order_by("due_at"))
        for mail in left:
            self.stdout.write(f"{mail}: {mail.state}, {mail.tries} tries. {mail.problem}".strip())
        if not left:
            self.stdout.write("The outbox is empty.")
