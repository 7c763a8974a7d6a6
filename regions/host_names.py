"""Names of hosts: how they are written, and which ones a region may have."""

import ipaddress
import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
LONGEST = 253
# Names that visitors or machines take for the portal's own.
RESERVED = frozenset(
    """
    www www2 web m mobile api static assets media cdn img mail email webmail smtp
    imap pop pop3 mx ns ns1 ns2 dns ftp sftp ssh vpn autoconfig autodiscover mta-sts
    wpad isatap localhost local admin root system status gesund health test staging
    demo dev portal mint start home konto account login anmelden auth sso id hilfe
    help support info kontakt impressum datenschutz servicestelle koordination
    anbieter regionen angebote partner security abuse postmaster hostmaster
    webmaster
    """.split()  # noqa: SIM905 - easier to read
)
# Endings that no public domain has.
PRIVATE = frozenset(
    {
        "localhost",
        "local",
        "internal",
        "test",
        "invalid",
        "onion",
        "arpa",
        "home",
        "lan",
        "corp",
        "intranet",
    }
)


def base() -> str:
    """The name below which regions have their subdomains: ``portal.example``."""
    return str(settings.REGION_HOSTS_BELOW)


def ascii_name(text: str) -> str:
    """``" Münster.Example. "`` → ``"xn--mnster-3ya.example"``. Raises ValidationError.

    Python writes ß as ss (IDNA 2003), browsers do not: names that would not come back as they were
    typed must be typed in their ASCII form.
    """
    typed = text.strip().casefold() if "ß" not in text else ""
    typed = typed.removesuffix(".")
    wrong = ValidationError(
        _("„%s“ ist kein Name, unter dem eine Website stehen kann.") % text.strip()[:80],
        code="invalid",
    )
    if "ß" in text:
        raise ValidationError(
            _("Bitte geben Sie „%s“ in der Form an, die mit „xn--“ beginnt.") % text.strip()[:80],
            code="sharp-s",
        )
    try:
        name = typed.encode("idna").decode("ascii").lower()
        if name.encode("ascii").decode("idna") != typed and name != typed:
            raise wrong
    except UnicodeError:
        raise wrong from None
    if len(name) > LONGEST or not all(LABEL.fullmatch(label) for label in name.split(".")):
        raise wrong
    return name


def subdomain(text: str) -> str:
    """The checked label of a subdomain of the portal. Raises ValidationError."""
    label = ascii_name(text)
    if "." in label:
        raise ValidationError(
            _("Eine Subdomain hat keinen Punkt: „%s“.") % label[:80], code="invalid"
        )
    if label in RESERVED or len(label) < 2 or (label[2:4] == "--" and label[:2] != "xn"):
        raise ValidationError(_("„%s“ ist vergeben.") % label, code="reserved")
    return label


def domain(text: str) -> str:
    """The checked name of a domain of one's own, outside of the portal. Raises ValidationError."""
    name = ascii_name(text)
    if "." not in name or _is_number(name) or name.rsplit(".", 1)[1] in PRIVATE:
        raise ValidationError(
            _("„%s“ ist keine öffentliche Domain.") % name[:80], code="not-public"
        )
    own = {base(), str(urlsplit(settings.PORTAL_URL).hostname), *_portals_hosts()}
    if any(name == one or name.endswith(f".{one}") for one in own):
        raise ValidationError(
            _("„%s“ gehört zum Portal. Legen Sie dort eine Subdomain an.") % name[:80],
            code="portal",
        )
    return name


def _portals_hosts() -> set[str]:
    return {host.lower().lstrip(".") for host in settings.ALLOWED_HOSTS}


def _is_number(name: str) -> bool:
    """Whether it is an IP address, or ends like one, which browsers read as one."""
    last = name.rsplit(".", 1)[1]
    if last.isdecimal() or re.fullmatch(r"0x[0-9a-f]*", last):
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def is_national(host: str) -> bool:
    """Whether a host is the portal's own: one of ALLOWED_HOSTS, not merely below one."""
    return host in _portals_hosts() and host != ""
