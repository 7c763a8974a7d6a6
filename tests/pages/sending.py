"""Filling in and sending the forms that anyone may send."""

import time
from typing import Any

from django.http import HttpResponse
from django.test import Client

from mintportal.web.forms import stamp
from tests.pages.reading import Page, read

NORD = "/regionen/mint-region-nord/kontakt/"
BARRIER, CONTENT = "/barriere-melden/", "/melden/"
FILLED: dict[str, dict[str, str]] = {
    NORD: {"name": "Ada", "email": "ada@schule.example", "nachricht": "Dürfen wir kommen?"},
    BARRIER: {"seite": "/angebote/", "was": "Die Karte lässt sich nicht bedienen.", "email": ""},
    CONTENT: {"seite": "/partner/museum-nord/", "was": "Die Anschrift ist alt.", "email": ""},
}
"""Every form, rightly filled in."""
TEXT = {NORD: "nachricht", BARRIER: "was", CONTENT: "was"}


def post(address: str, client: Client | None = None, **fields: Any) -> HttpResponse:
    """What the form there answers when somebody sends it after a minute, with these changes."""
    data = {"stempel": stamp(time.time() - 60), "thema": ""} | FILLED[address.partition("?")[0]]
    return (client or Client()).post(address, data | fields)


def page(response: HttpResponse) -> Page:
    """The answer, read."""
    return Page(response, read(response.content.decode()))
