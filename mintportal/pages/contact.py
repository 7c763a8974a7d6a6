"""Writing to a region's network, without knowing its mail address."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from mintportal.web.access import public
from mintportal.web.forms import GuardedForm, MailField, TextField
from mintportal.web.limits import HOUR, Limit, limited, part, visitor
from mintportal.web.page import page
from regions import recipients
from regions.actions import messages
from regions.actions.messages import Message
from regions.models import Region

PER_VISITOR = Limit("forms of a visitor", 20, HOUR, visitor)
PER_REGION = Limit("messages to a region", 100, HOUR, part("slug"))


class ContactForm(GuardedForm):
    """What a network needs for an answer."""

    name = TextField(
        label=_("Ihr Name"), required=False, most=100, attributes={"autocomplete": "name"}
    )
    email = MailField(label=_("Ihre E-Mail-Adresse"))
    nachricht = TextField(
        label=_("Ihre Nachricht"),
        lines=True,
        most=4000,
        missing=_("Bitte schreiben Sie Ihre Nachricht."),
        attributes={"rows": "8"},
    )


def _sent(region: Region, form: ContactForm) -> bool:
    """Whether the form was right and its message is on its way."""
    if not form.is_valid():
        return False
    given = form.cleaned_data
    try:
        messages.send(region, Message(given["name"], given["email"], given["nachricht"]))
    except ValidationError as error:
        form.add_error(None, error)
    return form.is_valid()


@public
@limited(PER_VISITOR, PER_REGION, typed="nachricht")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, the thanks for a message, or that nobody can be reached here yet."""
    region = get_object_or_404(Region, slug=slug)
    form = ContactForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and _sent(region, form):
        address = reverse("region-contact", args=[region.slug])
        return HttpResponseRedirect(f"{address}?gesendet=ja")
    context = {
        "section": reverse("regions"),
        "region": region,
        "form": form,
        "reachable": bool(recipients.of_messages(region)),
        "sent": request.method != "POST" and request.GET.get("gesendet") == "ja",
    }
    return page(request, "pages/contact.html", context)
