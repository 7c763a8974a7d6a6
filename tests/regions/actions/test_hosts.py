"""Hosts of regions: which names are taken, who proved to own a domain, what is recorded."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from mintportal.audit.models import Entry
from regions.actions import hosts
from regions.middleware import region_of_host
from regions.models import Region, RegionHost

NAMES = [
    ("Bochum", "bochum"),
    (" nord ", "nord"),
    ("Münster", "xn--mnster-3ya"),
    ("xn--mnster-3ya", "xn--mnster-3ya"),
    ("MÜNSTER", "xn--mnster-3ya"),
    ("a1-b2", "a1-b2"),
]
DOMAINS = [
    ("MINT-Nord.Example", "mint-nord.example"),
    ("mint-nord.example.", "mint-nord.example"),
    ("www.münster.example", "www.xn--mnster-3ya.example"),
]
NO_LABELS = ["www", "API", "static", "mail", "localhost", "a", "", " ", "a.b", "-a", "a-", "a_b"]
NO_LABELS += ["a b", "x" * 64, "ab--cd", "straße", "nord:80", "nord/x", "*", "xn--ü", "a\nb"]
NO_DOMAINS = [
    "nord",
    "",
    "127.0.0.1",
    "1.2.3.4.",
    "[::1]",
    "x.localhost",
    "a.local",
    "a..b.example",
]
NO_DOMAINS += ["testserver", "a.testserver", "mint.example:80", "https://mint.example", "0x7f.0x1"]
NO_DOMAINS += ["*.mint.example", "straße.example", "a_b.example", f"{'a.' * 130}example", "ü." * 99]


@pytest.mark.parametrize(("typed", "name"), NAMES)
def test_subdomains(region: Region, typed: str, name: str) -> None:
    assert hosts.add_subdomain(region, typed).name == name
    assert region_of_host(f"{name}.localhost") == region


@pytest.mark.parametrize(("typed", "name"), DOMAINS)
def test_domains(region: Region, typed: str, name: str) -> None:
    host = hosts.add_domain(region, typed)
    assert (host.name, host.verified_at) == (name, None)
    assert host.txt_name == f"_mintportal.{name}"
    assert len(host.token) >= 32


@pytest.mark.parametrize("typed", NO_LABELS)
def test_labels_nobody_gets(region: Region, typed: str) -> None:
    with pytest.raises(ValidationError):
        hosts.add_subdomain(region, typed)


@pytest.mark.parametrize("typed", NO_DOMAINS)
def test_domains_nobody_gets(region: Region, typed: str) -> None:
    with pytest.raises(ValidationError):
        hosts.add_domain(region, typed)


def test_a_name_is_given_once(region: Region) -> None:
    hosts.add_subdomain(region, "nord")
    hosts.add_domain(region, "nord.example")
    for add, name in ((hosts.add_subdomain, "NORD"), (hosts.add_domain, "nord.example")):
        with pytest.raises(ValidationError, match="Diese Adresse hat schon eine Region"):
            add(region, name)


@pytest.mark.parametrize(
    "row",
    [{"name": "Nord"}, {"name": "nord.example"}, {"name": "nord", "token": "x"}, {"name": ""}],
)
def test_the_database_knows_the_rules(region: Region, row: dict[str, str]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        RegionHost.objects.create(region=region, **row)


def test_a_domain_answers_once_its_owner_is_proved(region: Region) -> None:
    host = hosts.add_domain(region, "nord.example")
    assert region_of_host("nord.example") is None
    for answers in ([], [""], ["v=spf1"], [host.token[:-1]], [f"{host.token}x"], ["ü"]):
        with pytest.raises(ValidationError, match=r"_mintportal\.nord\.example"):
            hosts.verify(host, answers)
    assert region_of_host("nord.example") is None
    verified = hosts.verify(host, ["v=spf1", f'"{host.token}"'])
    assert verified.verified_at
    assert region_of_host("nord.example") == region
    assert hosts.verify(host, []).verified_at == verified.verified_at


def test_a_removed_host_is_unknown_at_once(region: Region) -> None:
    host = hosts.add_subdomain(region, "nord")
    assert region_of_host("nord.localhost") == region
    hosts.remove(host)
    assert region_of_host("nord.localhost") is None


@pytest.mark.parametrize(
    "name", ["nord", "localhost", "x.nord.localhost", "nord.example.localhost", "nord.other"]
)
def test_a_label_answers_below_the_portal_alone(region: Region, name: str) -> None:
    hosts.add_subdomain(region, "nord")
    host = hosts.add_domain(region, "nord.example")
    hosts.verify(host, [host.token])
    assert region_of_host(name) is None


def test_all_is_recorded(region: Region) -> None:
    host = hosts.add_domain(region, "nord.example")
    hosts.verify(host, [host.token])
    hosts.remove(host)
    verbs = [one.verb for one in Entry.objects.order_by("pk") if one.thing == "regions.regionhost"]
    assert verbs == ["Adresse angelegt", "Adresse nachgewiesen", "Adresse entfernt"]


def test_the_command(region: Region, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("region_hosts", "--subdomain", region.slug, "sued")
    call_command("region_hosts", "--domain", region.slug, "sued.example")
    token = RegionHost.objects.in_region(region).get(name="sued.example").token
    assert f"_mintportal.sued.example mit {token}" in capsys.readouterr().out
    with pytest.raises(CommandError, match="TXT-Eintrag"):
        call_command("region_hosts", "--verify", "sued.example", "--answer", "falsch")
    call_command("region_hosts", "--verify", "sued.example", "--answer", token)
    call_command("region_hosts", "--remove", "sued")
    assert capsys.readouterr().out.endswith(f"sued.example  {region.slug}  antwortet\n")
    with pytest.raises(CommandError, match="Das gibt es hier nicht"):
        call_command("region_hosts", "--remove", "sued")
