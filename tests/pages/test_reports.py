"""Reporting a barrier or a content: on which page, whose, and back again."""

import pytest
from django.test import Client
from django.utils.http import urlencode

from mintportal.mail.models import Mail
from regions.models import Report
from tests.cast import World
from tests.pages.reading import get
from tests.pages.sending import BARRIER, CONTENT, page, post

PROFILE = "/regionen/mint-region-nord/"
OFFER = f"{PROFILE}angebote/roboter-nord/"
both = pytest.mark.parametrize("address", [BARRIER, CONTENT])

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _operated(world: World, settings) -> None:
    settings.OPERATOR = settings.OPERATOR | {
        "email": "betrieb@portal.example",
        "accessibility_email": "barriere@portal.example",
    }


def report() -> Report:
    """The one that came in last."""
    return Report.objects.across_regions().latest("created_at")


# --- the way there -----------------------------------------------------------------------------


@pytest.mark.parametrize("where", [PROFILE, OFFER, "/partner/museum-nord/"])
def test_pages_of_others_lead_to_the_form_and_name_themselves(world: World, where: str) -> None:
    (link,) = [one for one in get(where).links if one.startswith(CONTENT)]
    assert link == f"{CONTENT}?seite={where}"
    assert get(link).by_id("feld-seite")["value"] == where


def test_every_page_leads_to_barriere_melden(world: World) -> None:
    for where in ("/", PROFILE, "/gibt-es-nicht/"):
        footer = get(where, status=404 if "nicht" in where else 200).tree.one("footer")
        assert BARRIER in [one["href"] for one in footer.all("a")]
    assert BARRIER in get("/barrierefreiheit/").links


def test_the_page_one_comes_from_is_filled_in(db: None) -> None:
    came = get(BARRIER, referer="http://testserver/angebote/?q=Roboter")
    assert came.by_id("feld-seite")["value"] == "/angebote/?q=Roboter"
    for foreign in ("https://evil.example/angebote/", f"http://testserver{BARRIER}", "nonsense"):
        assert get(BARRIER, referer=foreign).by_id("feld-seite").get("value") == ""


# --- sending -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "kind", "to"),
    [
        (BARRIER, "barrier", "barriere@portal.example"),
        (CONTENT, "content", "betrieb@portal.example"),
    ],
)
def test_a_report_is_kept_and_the_operator_told(
    world: World, address: str, kind: str, to: str
) -> None:
    response = post(address, seite=OFFER, was="Das geht nicht.", email="ada@schule.example")
    assert response.status_code == 302
    assert response["Location"] == f"{address}?{urlencode({'gesendet': 'ja', 'seite': OFFER})}"
    kept = report()
    assert (kept.kind, kept.page, kept.what) == (kind, OFFER, "Das geht nicht.")
    assert (kept.state, kept.region) == ("open", world.nord.region)
    mail = Mail.objects.get()
    assert (mail.to, mail.reply_to) == (to, "ada@schule.example")
    assert f"http://127.0.0.1:8000{OFFER}" in mail.text
    thanks = get(response["Location"])
    assert thanks.main.one(role="status").text.startswith("Danke, Ihre Meldung ist angekommen")
    assert OFFER in thanks.links


@both
def test_neither_an_address_nor_a_page_is_needed(world: World, address: str) -> None:
    assert post(address, seite="", email="").status_code == 302
    assert (report().page, report().reply_to, report().region) == ("", "", None)
    assert Mail.objects.get().reply_to == ""


@pytest.mark.parametrize(
    ("typed", "kept", "region"),
    [
        (PROFILE, PROFILE, "mint-region-nord"),
        (f"http://testserver{OFFER}?ort=Bochum#termine", f"{OFFER}?ort=Bochum", "mint-region-nord"),
        (
            "/regionen/mint-region-sued/kontakt/",
            "/regionen/mint-region-sued/kontakt/",
            "mint-region-sued",
        ),
        ("/regionen/nirgends/", "/regionen/nirgends/", None),
        ("/partner/museum-nord/", "/partner/museum-nord/", None),
        ("/gibt es nicht", "/gibt es nicht", None),
        ("Die Startseite", "Die Startseite", None),
        (f"https://evil.example{PROFILE}", f"https://evil.example{PROFILE}", None),
        (f"//evil.example{PROFILE}", f"//evil.example{PROFILE}", None),
    ],
)
def test_a_page_is_taken_as_typed_and_its_region_found(
    world: World, typed: str, kept: str, region: str | None
) -> None:
    assert post(CONTENT, seite=typed).status_code == 302
    assert report().page == kept
    assert (report().region and report().region.slug) == region


@both
def test_what_is_wrong_is_named_and_what_was_typed_stays(world: World, address: str) -> None:
    found = page(post(address, seite="x" * 501, was="", email="ada"))
    assert found.main.one(class_="errsum").one("h2").text == "Es gibt 3 Probleme"
    assert found.by_id("feld-seite")["value"] == "x" * 501
    assert not Report.objects.across_regions().filter(page__startswith="x").exists()


@both
def test_limits_hold_for_all_forms_together(world: World, address: str) -> None:
    assert {post(CONTENT).status_code for _ in range(20)} == {302}
    refused = post(address, was="Noch etwas")
    assert refused.status_code == 429
    assert page(refused).by_id("text").text == "Noch etwas"


# --- where links lead --------------------------------------------------------------------------

ELSEWHERE = [
    *("https://evil.example/", "//evil.example/", "///evil.example/", "/\\evil.example/"),
    *("\\\\evil.example\\", "http:///evil.example", "http:evil.example", "javascript:alert(1)"),
    *("/\t/evil.example/", "\x01//evil.example", " //evil.example/", "data:text/html,x"),
    *("http://testserver@evil.example/", "http://testserver.evil.example/", "evil.example"),
    *("http://[::1", "/x\r\nSet-Cookie: a=b", "/\u202eelpmaxe", "ftp://testserver/", "?a=b", "#a"),
]


@both
@pytest.mark.parametrize("elsewhere", ELSEWHERE)
def test_nothing_leads_to_another_portal(world: World, address: str, elsewhere: str) -> None:
    query = urlencode({"seite": elsewhere})
    assert get(f"{address}?{query}").by_id("feld-seite").get("value") == ""
    links = get(f"{address}?gesendet=ja&{query}").links
    assert [one for one in links if not one.startswith("/") or one[1:2] in {"/", "\\"}] == []
    response = post(f"{address}?{query}", seite=elsewhere)
    assert response.status_code in {200, 302}
    if response.status_code == 302:
        assert response["Location"] == f"{address}?gesendet=ja"
    assert not response.cookies.get("a")


@both
def test_without_its_token_a_form_is_refused(world: World, address: str) -> None:
    assert post(address, Client(enforce_csrf_checks=True)).status_code == 403
