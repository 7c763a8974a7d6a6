"""Hostile and broken input: never a 500, never an answer that looks filtered but is not, and
whatever was typed comes back escaped."""

import time
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from mintportal.mail.models import Mail
from mintportal.web.forms import stamp
from offers.address import PARAMETERS
from tests import cast
from tests.cast import World
from tests.pages.reading import Page, read
from tests.pages.sending import FILLED, TEXT, post

SEARCH = "/angebote/"
NORD = "/regionen/mint-region-nord/"
OFFER = f"{NORD}angebote/roboter-nord/"
READ = {
    "/": ["q"],
    SEARCH: [*PARAMETERS, "stuffe"],
    "/regionen/": ["ort", "q", "land", "art", "kreis", "stufe", "laender"],
    NORD: ["q"],
    OFFER: ["lernende", "q", "ort", "stufe", "seite", "x"],
    f"{OFFER}termine.ics": ["x"],
    "/partner/": ["q", "art", "land", "seite", "typ"],
    "/partner/museum-nord/": ["x"],
    "/orte/": ["ort", "x"],
    "/vorschlaege/": ["q", "ort", "stufe", "x"],
    f"{NORD}kontakt/": ["gesendet", "x"],
    "/barriere-melden/": ["seite", "gesendet"],
    "/melden/": ["seite", "gesendet"],
    "/hilfe/": ["x"],
    "/sitemap.xml": ["p"],
}
"""Every page that reads, with the parameters it knows and one that it does not."""
FORMS = (f"{NORD}kontakt/", "/barriere-melden/", "/melden/")
LISTS = {SEARCH: "3 Angebote", "/regionen/": "2 Regionen", "/partner/": "2 Partner"}

HOSTILE = {
    "an unknown word": "xyzzyqq",
    "minus one": "-1",
    "zero": "0",
    "a fraction": "1.5",
    "a billion": "1000000000",
    "more than a machine word": "1" + "0" * 30,
    "more digits than Python reads": "9" * 5000,
    "no Postleitzahl": "99999",
    "no day": "31.02.2027",
    "the year one": "0001-01-01",
    "ten kilobytes": "a" * 10_000,
    "ten thousand words": "a+" * 5_000,
    "NUL": "%00",
    "NUL in a word": "Rob%00oter",
    "half a character": "%ED%A0%80",
    "no UTF-8": "%FF%FE",
    "a broken escape": "%",
    "SQL": "%27%3B+DROP+TABLE+offers_offer--",
    "a text search operator": "%27%3A*+%26+%21%28",
    "LIKE": "%25_%5C",
    "a script": "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "an attribute": "%22+onfocus%3D%22alert(1)%22+x%3D%22",
    "a template": "%7B%7B7919*7919%7D%7D%7B%25+debug+%25%7D",
    "a format": "%25(label)s+%25s+%7B0%7D",
    "emoji": "%F0%9F%A4%96",
    "right to left": "%E2%80%AE%D7%A9%E2%80%AC",
    "no width": "%E2%80%8B",
    "Arabic digits": "%D9%A1%D9%A2",
    "newlines": "a%0D%0ASet-Cookie:+x=1",
    "blanks": "+++",
}
# One parameter of each sort; the long form takes the others, which are read the same way.
EACH_SORT = ["q", "ort", "umkreis", "stufe", "kosten", "klasse", "gruppe", "von", "ferien"]
EACH_SORT += ["anbieter", "kreis", "sort", "ansicht", "ausschnitt", "seite"]
THE_REST = [name for name in PARAMETERS if name not in EACH_SORT]
# What may be asked after all, and what all offers fit: a number in other digits is a number.
KNOWN = {("umkreis", "zero"), ("gruppe", "Arabic digits"), ("q", "minus one")}
OURS = {"", "application/ld+json"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(world: World) -> World:
    """The cast, and an offer for which every filter makes a difference."""
    ages = {"grade_min": None, "grade_max": None, "age_min": 20, "age_max": 30}
    cast.published(world.nord.region, None, title="Kita", stages=["kita"], **ages)
    return world


def ask(address: str, **more: object) -> Page | None:
    """The page at a hostile address, checked for what may never be; None if it is no HTML."""
    response = Client().get(address, **more)
    assert response.status_code in {200, 400, 404}, address[:200]
    assert set(response.cookies) <= ({"csrftoken"} if address.startswith(FORMS) else set())
    if "html" not in response["Content-Type"]:
        return None
    content = response.content.decode()
    assert "62710561" not in content, "a template was run"
    page = Page(response, read(content))
    for one in page.tree.walk():
        assert not [name for name in one.attributes if name.startswith("on")], address[:200]
        if one.tag == "script":
            assert one.get("src").startswith("/static/") or one.get("type") in OURS - {""}
    return page


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_value_breaks_a_page(portal: World, kind: str) -> None:
    value = HOSTILE[kind]
    for path, names in READ.items():
        for name in [] if path in LISTS else names:
            ask(f"{path}?{name}={value}")
        ask(path + "?" + "&".join(f"{name}={value}" for name in names))
        ask(f"{path}?{value}={value}&{names[0]}[]={value}&{value}")


def shown(page: Page) -> str:
    return page.by_id("anzahl").text.split()[0]


@pytest.mark.parametrize("names", [EACH_SORT, pytest.param(THE_REST, marks=pytest.mark.long)])
@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_looks_filtered_that_is_not(portal: World, kind: str, names: list[str]) -> None:
    """All offers are shown only if a note names the problem or if nothing was asked."""
    for name in names:
        page = ask(f"{SEARCH}?{name}={HOSTILE[kind]}")
        assert page is not None
        if shown(page) != "3" or page.notes or page.status == 404:
            continue
        assert page.canonical == f"http://testserver{SEARCH}" or (name, kind) in KNOWN, name
        assert not page.main.all("div", class_="chosen") or (name, kind) in KNOWN, name


@pytest.mark.parametrize("kind", HOSTILE)
def test_the_other_lists_do_not_look_filtered_either(portal: World, kind: str) -> None:
    for path, heading in LISTS.items():
        if path == SEARCH:
            continue
        for name in READ[path]:
            page = ask(f"{path}?{name}={HOSTILE[kind]}")
            assert page is not None
            if heading in page.headings and not page.notes and not page.main.all(class_="box-sun"):
                assert kind in {"blanks", "NUL", "no width", "half a character"}, (path, name)


NO_WORD = "Bei „Was?“ steht kein Wort, nach dem wir suchen können."
SENTENCES = {
    "q=der+die+das": NO_WORD,
    "q=%3F!%E2%80%A6+--+;;;+()[]": NO_WORD,
    "q=%25_%5C+%25%25%25+___": NO_WORD,
    "q=%F0%9F%A4%96%F0%9F%9A%80": NO_WORD,
    "q=%22der+die+das%22": NO_WORD,
    f"q={'wort+' * 200}": "Bei „Was?“ gehen bis zu 200 Zeichen.",
    f"ort={'Bochum+' * 50}": "Bei „Wo?“ gehen bis zu 100 Zeichen.",
    "umkreis=50": "Der Umkreis zählt erst, wenn bei „Wo?“ ein Ort steht.",
    "umkreis=weit&ort=Bochum": "Bei „Umkreis“ passt eine ganze Zahl von 0 bis 500.",
    "von=2027-05-01&bis=2027-01-01": "Der Zeitraum endet, bevor er beginnt.",
    "von=2001-01-01&bis=2001-02-01": "Der Zeitraum ist schon vorbei.",
    "ort=%F0%9F%A4%96": "Den Ort „🤖“ kennen wir nicht.",
}


@pytest.mark.parametrize(("address", "sentence"), SENTENCES.items(), ids=range(len(SENTENCES)))
def test_what_is_wrong_is_said_in_a_sentence(portal: World, address: str, sentence: str) -> None:
    page = ask(f"{SEARCH}?{address}")
    assert page is not None
    assert page.status == 200
    assert [note.split("Meinten")[0].strip() for note in page.notes] == [sentence]


@pytest.mark.parametrize(
    ("address", "total"),
    [
        ("q=Roboter" + "+" * 10_000 + "S%C3%BCd", "2"),
        ("q=" + "+" * 10_000, "3"),
        ("q=%F0%9F%A4%96+Roboter", "2"),
        ("q=Roboter+%26+!S%C3%BCd+:*+|+%3C-%3E", "2"),
        ("umkreis=25", "3"),
        ("umkreis=0", "3"),
    ],
)
def test_what_can_be_understood_all_the_same_is(portal: World, address: str, total: str) -> None:
    page = ask(f"{SEARCH}?{address}")
    assert page is not None
    assert (shown(page), page.notes) == (total, [])


@pytest.mark.parametrize("path", ["/angebote/", "/regionen/", "/partner/", OFFER])
def test_what_was_typed_comes_back_escaped(portal: World, path: str) -> None:
    typed = "\"><script>alert('&amp;')</script>"
    for name in READ[path]:
        response = Client().get(path, {name: typed})
        content = response.content.decode()
        assert "<script>alert" not in content, name
        assert "alert('&amp;')" not in content, name
    fields = {one.get("name"): one.get("value") for one in read(content).all("input")}
    assert typed not in content
    assert fields


@pytest.mark.parametrize("path", ["/angebote/", "/regionen/", "/partner/"])
def test_the_field_shows_exactly_what_was_typed(portal: World, path: str) -> None:
    typed = "\"><script>alert('&amp;')</script>"
    page = Page(None, read(Client().get(path, {"q": typed}).content.decode()))
    assert page.main.one("input", id="q")["value"] == typed


def test_a_thousand_times_the_same_is_refused_kindly(portal: World) -> None:
    for path in ("/angebote/", "/regionen/", "/partner/", OFFER):
        page = ask(path + "?" + "&".join(["stufe=sek1"] * 1000))
        assert page is not None
        assert page.status == 400
        assert "Das haben wir nicht verstanden" in page.text


def test_a_hundred_words_of_one_kind_are_one_question(portal: World) -> None:
    page = ask(SEARCH + "?" + "&".join(["stufe=kita"] * 300))
    assert page is not None
    assert shown(page) == "1"
    assert page.canonical == f"http://testserver{SEARCH}?stufe=kita"


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_value_breaks_a_form(portal: World, kind: str, settings) -> None:
    """It is said what is wrong, with what was typed; or it is taken, and nothing else happens."""
    settings.OPERATOR = settings.OPERATOR | {"email": "betrieb@portal.example"}
    form_data = "application/x-www-form-urlencoded"
    for number, (address, fields) in enumerate(FILLED.items()):
        for name in (*fields, "thema", "stempel", "csrfmiddlewaretoken", "x"):
            body = urlencode({"stempel": stamp(time.time() - 60)} | fields)
            client = Client(REMOTE_ADDR=f"192.0.2.{number}")
            body += f"&{name}={HOSTILE[kind]}&{HOSTILE[kind]}={HOSTILE[kind]}"
            response = client.post(address, body, content_type=form_data)
            assert response.status_code in {200, 302}, (address, name)
            assert response.get("Location", address).startswith(f"{address.partition('?')[0]}")
            if response.status_code == 200:
                page = Page(response, read(response.content.decode()))
                assert page.by_id("probleme"), (address, name)
                kept = {one.get("name"): one.text for one in page.main.all("textarea")}
                typed = fields[TEXT[address]]
                assert kept == {TEXT[address]: typed} or name == TEXT[address]
    for mail in Mail.objects.all():
        assert (mail.to, mail.subject) == ("betrieb@portal.example", " ".join(mail.subject.split()))


@pytest.mark.parametrize("address", FILLED)
def test_a_file_is_no_text(portal: World, address: str, settings) -> None:
    settings.OPERATOR = settings.OPERATOR | {"email": "betrieb@portal.example"}
    file = SimpleUploadedFile("a.txt", b"Hallo")
    response = post(address, **{TEXT[address]: file, "email": ["a", "b"]})
    page = Page(response, read(response.content.decode()))
    assert [one["href"] for one in page.by_id("inhalt").one(class_="errsum").all("a")][-1:] != []
    assert not Mail.objects.exists()


PATHS = [
    *("/%00", "/%FF", "/%ED%A0%80/", "/<script>alert(1)</script>/", "/{{7919*7919}}/", "/%2e%2e/"),
    *("/regionen/%00/", "/regionen/%FF/", "/regionen/../../etc/passwd", "/regionen/'%20OR%201=1/"),
    *(f"/regionen/{'a' * 5000}/", f"{NORD}angebote/{'a' * 5000}/", f"{NORD}angebote/%F0%9F%A4%96/"),
    *("/partner/%E2%80%AE/", "/partner/..%2f..%2f/", "/static/../mintportal/settings.py"),
    *("/static/%2e%2e/manage.py", "/angebote/angebote/", "/.env", "/.git/config", "/regionen//"),
]


@pytest.mark.parametrize("path", PATHS)
def test_a_hostile_path_is_not_found(portal: World, path: str) -> None:
    page = ask(path)
    assert page is not None
    assert page.status == 404
    assert "Diese Seite gibt es nicht" in page.text


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/angebote", "/\\evil.example"])
def test_no_path_leads_to_another_host(path: str) -> None:
    response = Client().get(path)
    assert not response.get("Location", "/").startswith(("//", "http", "/\\"))
