"""Writing to a network: the way there, the form, who gets it, and what never happens."""

import pytest
from django.test import Client

from mintportal.audit.models import Entry
from mintportal.mail.models import Mail
from mintportal.web.limits import HOUR
from regions.actions import profiles
from regions.models import Region
from tests.cast import World
from tests.pages import crowd
from tests.pages.reading import get
from tests.pages.sending import FILLED, NORD, page, post

PROFILE = "/regionen/mint-region-nord/"
ADDRESS = "koordination@nord.example"

pytestmark = pytest.mark.django_db


@pytest.fixture
def reachable(world: World) -> World:
    """Nord has told where messages go."""
    profiles.write(world.nord.region, crowd.profile())
    return world


@pytest.fixture
def operated(settings) -> str:
    """Somebody runs the portal."""
    settings.OPERATOR = settings.OPERATOR | {"email": "betrieb@portal.example"}
    return settings.OPERATOR["email"]


# --- the way there -----------------------------------------------------------------------------


def test_no_page_tells_the_networks_address(reachable: World) -> None:
    for address in (PROFILE, NORD, f"{NORD}?gesendet=ja", "/regionen/", "/sitemap.xml"):
        assert ADDRESS not in Client().get(address).text, address
        assert "mailto:" not in Client().get(address).text, address
    assert ADDRESS not in page(post(NORD, email="")).response.text


def test_the_profile_and_its_offers_lead_to_the_form(reachable: World) -> None:
    assert get(PROFILE).links.count(NORD) == 2
    assert NORD in get(f"{PROFILE}angebote/roboter-nord/").links


# --- sending -----------------------------------------------------------------------------------


def test_a_message_goes_to_the_network_and_its_answer_to_the_writer(reachable: World) -> None:
    before = Entry.objects.count()
    response = post(NORD)
    assert (response.status_code, response["Location"]) == (302, f"{NORD}?gesendet=ja")
    mail = Mail.objects.get()
    assert (mail.to, mail.reply_to) == (ADDRESS, "ada@schule.example")
    for text in (mail.text, mail.html):
        assert "Dürfen wir kommen?" in text
        assert "Ada" in text
    assert Entry.objects.count() == before
    thanks = get(f"{NORD}?gesendet=ja")
    assert thanks.main.one(role="status").text.startswith("Danke, Ihre Nachricht ist unterwegs")
    assert not thanks.main.all("form")


def test_a_name_is_not_needed(reachable: World) -> None:
    assert post(NORD, name="").status_code == 302
    assert "jemand schreibt an MINT-Region Nord" in Mail.objects.get().text


def test_without_an_address_the_operator_gets_it(world: World, operated: str) -> None:
    assert post(NORD).status_code == 302
    assert Mail.objects.get().to == operated


@pytest.mark.parametrize(
    "broken", ["", "keine", "a@b.example, c@d.example", "a@b.example\nBcc: c", 7]
)
def test_what_is_no_address_is_none(world: World, operated: str, broken: object) -> None:
    Region.objects.filter(pk=world.nord.region.pk).update(contact={"email": broken})
    assert post(NORD).status_code == 302
    assert Mail.objects.get().to == operated


def test_where_nobody_can_be_reached_the_page_says_so_kindly(world: World) -> None:
    found = get(NORD)
    assert "Hier ist noch niemand zu erreichen" in found.text
    assert not found.main.all("form")
    assert PROFILE in found.links
    assert "Hier ist noch niemand zu erreichen" in page(post(NORD)).text
    assert not Mail.objects.exists()


# --- what is wrong -----------------------------------------------------------------------------


def test_what_is_wrong_is_named_and_what_was_typed_stays(reachable: World) -> None:
    found = page(post(NORD, name="Ada\x00", email="ada", nachricht="Mein <b>langer</b> Text"))
    assert found.status == 200
    summary = found.main.one(class_="errsum")
    assert summary.one("h2").text == "Es gibt 2 Probleme"
    assert [one["href"] for one in summary.all("a")] == ["#feld-name", "#feld-email"]
    assert "autofocus" in summary.attributes
    assert found.title.startswith("Bitte prüfen:")
    field = found.by_id("feld-email")
    assert (field["value"], field["aria-invalid"]) == ("ada", "true")
    assert "Das ist keine E-Mail-Adresse" in found.by_id(field["aria-describedby"]).text
    assert found.by_id("feld-nachricht").text == "Mein <b>langer</b> Text"
    assert not Mail.objects.exists()


def test_a_program_is_told_so_and_a_person_loses_nothing(reachable: World) -> None:
    found = page(post(NORD, thema="Geld verdienen"))
    assert "Ein Feld, das leer bleibt, war ausgefüllt" in found.main.one(class_="errsum").text
    assert found.by_id("feld-thema").get("value") == ""
    assert found.by_id("feld-nachricht").text == "Dürfen wir kommen?"
    assert not Mail.objects.exists()


def test_the_trap_is_hidden_from_everyone(reachable: World) -> None:
    found = get(NORD)
    box = next(one for one in found.main.all("div", class_="vh"))
    assert box["aria-hidden"] == "true"
    trap = box.one("input")
    assert (trap["tabindex"], trap["autocomplete"], trap["id"]) == ("-1", "off", "feld-thema")
    assert box.one("label")["for"] == "feld-thema"


def test_without_its_token_a_form_is_refused(reachable: World) -> None:
    client = Client(enforce_csrf_checks=True)
    assert post(NORD, client).status_code == 403
    token = get(NORD, client=client).main.one("input", name="csrfmiddlewaretoken")["value"]
    assert post(NORD, client, csrfmiddlewaretoken=token).status_code == 302
    cookie = client.cookies["csrftoken"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", "")


def test_a_visitor_may_write_twenty_times_an_hour(reachable: World) -> None:
    assert {post(NORD).status_code for _ in range(20)} == {302}
    refused = post(NORD, nachricht="Noch eine Frage")
    assert refused.status_code == 429
    assert 0 < int(refused["Retry-After"]) <= HOUR
    assert page(refused).by_id("text").text == "Noch eine Frage"
    assert Mail.objects.count() == 20
    assert post(NORD, Client(REMOTE_ADDR="192.0.2.9")).status_code == 302


def test_a_region_is_not_flooded_from_everywhere(reachable: World) -> None:
    statuses = [
        post(NORD, Client(REMOTE_ADDR=f"192.0.2.{number}")).status_code for number in range(101)
    ]
    assert statuses == [302] * 100 + [429]


# --- headers -----------------------------------------------------------------------------------


@pytest.mark.parametrize("field", sorted(FILLED[NORD]))
@pytest.mark.parametrize("end", ["\n", "\r", "\r\n", "%0a", "\u2028", "\x0b"])
def test_no_field_brings_a_header_along(reachable: World, field: str, end: str) -> None:
    bad = f"ada@schule.example{end}Bcc: alle@schule.example"
    post(NORD, **{field: bad})
    for mail in Mail.objects.all():
        assert field in {"name", "nachricht"}
        assert (mail.to, mail.reply_to) == (ADDRESS, "ada@schule.example")
        assert "\n" not in mail.subject
        assert "Bcc" not in mail.subject
