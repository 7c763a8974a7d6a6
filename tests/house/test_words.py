"""The project speaks of itself alone: of no registry, no developer's machine, nobody's address."""

import re

import pytest

from tests.house.sources import TEXTS, read

# Names in two halves, or this file would find itself.
REGISTRIES = [
    "".join(halves)
    for halves in (
        *(("pypi", ".org"), ("python", "hosted.org"), ("npm", "js.org"), ("npm", "js.com")),
        *(("yarn", "pkg.com"), ("unpkg", ".com"), ("js", "delivr.net"), ("crates", ".io")),
        *(("ruby", "gems.org"), ("conda", ".anaconda.org"), ("arti", "factory")),
    )
]
HOMES = re.compile(r"(?<![\w.~])/(?:home|Users|root|work|mnt|media)/[\w.-]+|\b[A-Z]:\\{1,2}\w+")
MAIL = re.compile(r"[\w.+-]+@(?:[\w-]+\.)+[A-Za-z]{2,}\b")
PHONE = re.compile(
    r"(?<![\w+.])(?:\+\d{2}|00\d{2})[ /()-]?\d[\d /()-]{6,}"
    r"|(?<![\w+./-])0[1-9]\d{1,4}[ ]?[/-][ ]?\d{3,}"
    r"|\b(?:tel:|(?:Tel|Telefon|Fon|Mobil|Fax)\b\.?:?)\s*[+(]?\d[\d /()-]{4,}"
)
# Licences name their authors; borders, Postleitzahlen and fonts are data of others.
VENDORED = re.compile(
    r"(?:^|/)(?:LICEN[CS]E|NOTICE)[^/]*$|^mintportal/geo/data/|^static/(?:vendor|fonts)/|\.svg$"
)
OURS = [path for path in TEXTS if not VENDORED.search(path.as_posix())]
# Shows its own search for such words a few samples.
SAMPLES = "tests/demo/test_files.py"


def private_addresses(text: str) -> list[str]:
    """Mail addresses that could be somebody's, and telephone numbers."""
    mails = [one for one in MAIL.findall(text) if not one.endswith(".example")]
    return mails + [found[0] for found in PHONE.finditer(text)]


def test_there_is_something_to_read() -> None:
    assert {"README.md", "pyproject.toml", "Makefile", "requirements/test.lock"} <= set(
        map(str, TEXTS)
    )
    assert len(OURS) > 300
    assert not any(".venv" in path.parts or "node_modules" in path.parts for path in TEXTS)


def test_no_registry_is_named() -> None:
    assert {
        str(path): found
        for path in TEXTS
        if (found := [name for name in REGISTRIES if name in read(path).lower()])
    } == {}


def test_no_path_of_a_machine() -> None:
    assert {str(path): found for path in OURS if (found := HOMES.findall(read(path)))} == {}


def test_no_mail_address_and_no_telephone_number() -> None:
    found = {str(path): private_addresses(read(path)) for path in OURS}
    assert found.pop(SAMPLES) != []
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "text",
    [
        "mia@" + "museum.de",
        "mailto:a.b+c@" + "mail.museum.org",
        "+49 " + "30 1234567",
        "0049" + "301234567",
        "030/" + "1234567",
        "0234 - " + "98765",
        "Telefon: " + "(0234) 98765",
        "tel:" + "030123456",
    ],
)
def test_private_addresses_are_noticed(text: str) -> None:
    assert private_addresses(f"Schreiben Sie {text}, gern.")


@pytest.mark.parametrize(
    "text",
    ["mia@museum.example", "@public", "05911 05913", "U+0152-0153", "2027-01-31", "name@host:5432"],
)
def test_what_only_looks_alike_is_not(text: str) -> None:
    assert private_addresses(text) == []


@pytest.mark.parametrize("text", ["/home/" + "mia/portal", "/Users/" + "mia", "C:" + "\\Users"])
def test_paths_are_noticed(text: str) -> None:
    assert HOMES.search(f"cd {text}")


@pytest.mark.parametrize("text", ["/tmp/beat", "{% url %}/home/", "https://a.example/home/x"])
def test_other_paths_are_not(text: str) -> None:
    assert not HOMES.search(text)
