"""Lists the reports about pages that are open, and closes them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.timezone import localtime

from mintportal.web.scope import SYSTEM, within
from regions.actions import reports
from regions.models import Report


class Command(BaseCommand):
    """``reports`` · ``reports --all`` · ``reports --done NUMBER``."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="also those that are done")
        parser.add_argument("--done", type=int, metavar="NUMBER", help="somebody saw to it")

    def handle(self, *args: Any, **options: Any) -> None:
        with within(SYSTEM):
            if options["done"] is not None:
                self.close(options["done"])
            else:
                self.list(everything=options["all"])

    def close(self, number: int) -> None:
        """The report with this number is done."""
        report = Report.objects.across_regions().filter(pk=number).first()
        if report is None:
            raise CommandError(f"There is no report {number}.")
        try:
            report = reports.done(report)
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from None
        self.stdout.write(f"{report}: done, goes on {report.ends_on}.")

    def list(self, *, everything: bool) -> None:
        """One paragraph for each report, the oldest first."""
        rows = Report.objects.across_regions().select_related("region")
        rows = rows.order_by("created_at") if everything else rows.open()
        for one in rows:
            answer = f", answer to {one.reply_to}" if one.reply_to else ""
            where = f" ({one.region})" if one.region else ""
            self.stdout.write(
                f"{one}: {one.state}, {localtime(one.created_at):%Y-%m-%d %H:%M}{answer}\n"
                f"  {one.page or 'no page named'}{where}\n"
                f"  {' '.join(one.what.split())}\n"
            )
        if not rows:
            self.stdout.write("There are no reports.")
