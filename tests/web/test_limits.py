"""Limits hold across threads, survive a rollback, store nobody's address, and are forgotten."""

import re
import threading
from datetime import timedelta

import pytest
from django.db import connection, connections, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path
from django.utils import timezone

from mintportal import urls
from mintportal.web.access import public
from mintportal.web.jobs import forget_tallies
from mintportal.web.limits import HOUR, Limit, limited, part, visitor
from mintportal.web.models import Tally

FEW = Limit("trial", 3, HOUR, visitor)


@public
@limited(FEW, Limit("trial of a name", 2, HOUR, part("name")), typed="text")
def trial(request: HttpRequest, name: str) -> HttpResponse:
    if request.GET.get("fail"):
        raise RuntimeError("rolled back")
    return HttpResponse("done")


urlpatterns = [path("trial/<str:name>/", trial, name="trial"), *urls.urlpatterns]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
ours = override_settings(ROOT_URLCONF=__name__)


def request(address: str = "192.0.2.7", **headers: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


# --- counting ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_up_to_the_limit_and_no_further() -> None:
    assert [FEW.wait("a") for _ in range(3)] == [0, 0, 0]
    assert 0 < FEW.wait("a") <= HOUR
    assert FEW.wait("b") == 0
    assert Limit("other", 3, HOUR, visitor).wait("a") == 0


@pytest.mark.django_db
def test_the_next_window_counts_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    start = timezone.now().replace(minute=10, second=0, microsecond=0)
    monkeypatch.setattr(timezone, "now", lambda: start)
    assert [bool(FEW.wait("a")) for _ in range(4)] == [False, False, False, True]
    assert FEW.wait("a") == 50 * 60
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=49, seconds=59.5))
    assert FEW.wait("a") == 1
    monkeypatch.setattr(timezone, "now", lambda: start + timedelta(minutes=50))
    assert FEW.wait("a") == 0


@pytest.mark.django_db
def test_no_address_is_kept() -> None:
    FEW.wait("192.0.2.7")
    (kept,) = Tally.objects.values()
    assert set(kept) == {"key", "count", "ends_at"}
    assert re.fullmatch("[0-9a-f]{64}", kept["key"])


@pytest.mark.django_db
def test_another_key_makes_another_row(settings) -> None:
    FEW.wait("192.0.2.7")
    settings.SECRET_KEY = "another-key" * 6
    FEW.wait("192.0.2.7")
    assert list(Tally.objects.values_list("count", flat=True)) == [1, 1]


@pytest.mark.django_db
def test_counters_go_when_their_window_is_over() -> None:
    FEW.wait("a")
    assert forget_tallies() == 0
    Tally.objects.update(ends_at=timezone.now() - timedelta(seconds=1))
    FEW.wait("b")
    assert forget_tallies() == 1
    assert Tally.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_at_once_get_exactly_as_many_as_there_may_be() -> None:
    limit = Limit("crowd", 25, HOUR, visitor)
    start, answers = threading.Barrier(8), []

    def hurry() -> None:
        start.wait()
        answers.extend(limit.wait("a") for _ in range(10))
        connections.close_all()

    threads = [threading.Thread(target=hurry) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(answers) == 80
    assert answers.count(0) == 25
    assert Tally.objects.get().count == 80


@pytest.mark.django_db(transaction=True)
def test_inside_of_a_transaction_it_refuses_to_count() -> None:
    """A rollback would take the count back."""
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        FEW.wait("a")


# --- in front of a view ------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
@ours
def test_a_request_that_fails_stays_counted() -> None:
    client = Client(raise_request_exception=False)
    statuses = [client.post("/trial/a/?fail=1").status_code for _ in range(3)]
    assert statuses == [500, 500, 429]
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(count) FROM web_tally")
        assert cursor.fetchone() == (3,)


@pytest.mark.django_db
@ours
def test_over_the_limit_there_is_a_page_with_the_text_and_when_to_come_back() -> None:
    typed = "Guten Tag,\n<b>wir</b> hätten gern …"
    for name in "abc":
        assert Client().post(f"/trial/{name}/", {"text": typed}).status_code == 200
    response = Client().post("/trial/d/", {"text": typed})
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= HOUR
    assert "<h1>Das war zu oft</h1>" in response.text
    assert "Guten Tag,\n&lt;b&gt;wir&lt;/b&gt; hätten gern …</textarea>" in response.text


@pytest.mark.django_db
@ours
def test_what_is_limited_by_name_is_limited_for_all_visitors() -> None:
    answers = [Client(REMOTE_ADDR=f"192.0.2.{n}").post("/trial/a/").status_code for n in range(3)]
    assert answers == [200, 200, 429]
    assert Client(REMOTE_ADDR="192.0.2.9").post("/trial/b/").status_code == 200


@pytest.mark.django_db
@ours
def test_reading_is_not_counted() -> None:
    for _ in range(9):
        assert Client().get("/trial/a/").status_code == 200
    assert not Tally.objects.exists()


@pytest.mark.django_db
@ours
def test_who_has_no_token_is_refused_before_anything_is_counted() -> None:
    assert Client(enforce_csrf_checks=True).post("/trial/a/").status_code == 403
    assert not Tally.objects.exists()


# --- who a visitor is --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "whom"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_a_visitor_is_a_network(address: str, whom: str) -> None:
    assert visitor(request(address), {}) == whom


def test_without_a_proxy_nobody_says_who_they_are(settings) -> None:
    settings.BEHIND_PROXY = False
    assert visitor(request(**{"X-Forwarded-For": "198.51.100.1"}), {}) == "192.0.2.7"


def test_behind_a_proxy_its_word_counts_and_not_the_visitors(settings) -> None:
    settings.BEHIND_PROXY = True
    told = {"X-Forwarded-For": "203.0.113.9, 198.51.100.1"}
    assert visitor(request("10.0.0.1", **told), {}) == "198.51.100.1"
    assert visitor(request("10.0.0.1"), {}) == "10.0.0.1"
    assert visitor(request("10.0.0.1", **{"X-Forwarded-For": "nonsense"}), {}) == "unknown"
