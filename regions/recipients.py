"""Where messages and reports go, as mail addresses."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from mintportal.accounts.models import User
from regions.models import Region, Report


def of_messages(region: Region) -> str:
    """The network's address, else the portal's operator's; an empty text if neither is known."""
    return _first(region.contact.get("email"), settings.OPERATOR["email"])


def of_reports(kind: str) -> list[str]:
    """The operator's address for such reports, else all of the service office's."""
    own = settings.OPERATOR["accessibility_email"] if kind == Report.Kind.BARRIER else ""
    operator = _first(own, settings.OPERATOR["email"])
    if operator:
        return [operator]
    office = User.objects.filter(is_service_office=True, is_active=True)
    return list(office.order_by("pk").values_list("email", flat=True))


def _first(*addresses: object) -> str:
    """The first that is a mail address; what somebody wrote there may be anything."""
    for one in addresses:
        text = one.strip() if isinstance(one, str) else ""
        try:
            validate_email(text)
        except ValidationError:
            continue
        return text
    return ""
