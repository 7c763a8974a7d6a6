"""``manage.py region_hosts``: regions' own hosts; lists, adds, verifies and removes them.

The portal asks no DNS itself: ``--answer`` passes what ``dig +short TXT NAME`` says.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from mintportal.web.scope import SYSTEM, within
from regions.actions import hosts
from regions.models import Region, RegionHost


class Command(BaseCommand):
    """Without options it lists all hosts."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--subdomain", nargs=2, metavar=("REGION", "LABEL"))
        parser.add_argument("--domain", nargs=2, metavar=("REGION", "NAME"))
        parser.add_argument("--verify", metavar="NAME")
        parser.add_argument("--answer", action="append", default=[], metavar="TXT")
        parser.add_argument("--remove", metavar="NAME")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with within(SYSTEM):
                self._do(options)
                for host in RegionHost.objects.across_regions().select_related("region"):
                    self.stdout.write(f"{host.name}  {host.region.slug}  {state(host)}")
        except (RegionHost.DoesNotExist, Region.DoesNotExist) as unknown:
            raise CommandError(_("Das gibt es hier nicht.")) from unknown
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from problem

    def _do(self, options: dict[str, Any]) -> None:
        for kind, add in (("subdomain", hosts.add_subdomain), ("domain", hosts.add_domain)):
            if options[kind]:
                slug, name = options[kind]
                add(Region.objects.get(slug=slug), name)
        if options["verify"]:
            hosts.verify(_named(options["verify"]), options["answer"])
        if options["remove"]:
            hosts.remove(_named(options["remove"]))


def _named(name: str) -> RegionHost:
    return RegionHost.objects.across_regions().get(name=name)


def state(host: RegionHost) -> str:
    """What is still to be done for it."""
    if not host.is_domain or host.verified_at:
        return _("antwortet")
    words = {"name": host.txt_name, "token": host.token}
    return _("wartet auf den TXT-Eintrag %(name)s mit %(token)s") % words
