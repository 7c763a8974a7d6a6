"""The settings, as a process meets them: what starts, what refuses, and the sentence it says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from mintportal import environment

CHECKOUT = Path(__file__).resolve().parent.parent
KEY = "k3Y-of-Thirty-or-more-diff3rent-chars_" + "abcdefghijklmnopqrstuvwxyz"
DATABASE = "postgresql://app:secret@127.0.0.1:5432/mintportal"
OPERATOR = {
    "SECRET_KEY": KEY,
    "ALLOWED_HOSTS": "portal.example,.portal.example",
    "CSRF_TRUSTED_ORIGINS": "https://portal.example",
    "DATABASE_URL": DATABASE,
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}


def manage(*arguments: str, **variables: str | None) -> subprocess.CompletedProcess[str]:
    """``manage.py`` with these variables and no others of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    given = {name: value for name, value in variables.items() if value is not None}
    return subprocess.run(
        [sys.executable, "-W", "error::DeprecationWarning", "manage.py", *arguments],
        cwd=CHECKOUT,
        env=kept | given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def refusal(**variables: str | None) -> str:
    """The last line of what a start with these variables says; it must refuse."""
    done = manage("check", **(OPERATOR | variables))
    assert done.returncode != 0, done.stdout
    return done.stderr.strip().splitlines()[-1]


def test_the_demo_starts_with_a_database_alone() -> None:
    done = manage("check", DEMO="1", DATABASE_URL=DATABASE)
    assert done.returncode == 0, done.stderr


def test_an_operator_starts_without_warnings() -> None:
    done = manage("check", "--deploy", "--fail-level", "INFO", **OPERATOR)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no issues (0 silenced)" in done.stdout


@pytest.mark.parametrize(
    ("variables", "sentence"),
    [
        ({"SECRET_KEY": None}, "Set SECRET_KEY."),
        ({"SECRET_KEY": ""}, "SECRET_KEY needs at least 50 random characters."),
        ({"SECRET_KEY": "x" * 49}, "SECRET_KEY needs at least 50 random characters."),
        ({"DEBUG": "1"}, "DEBUG shows visitors the code."),
        ({"ALLOWED_HOSTS": None}, "ALLOWED_HOSTS names the portal's hosts, without a *."),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS names the portal's hosts, without a *."),
        ({"ALLOWED_HOSTS": "portal.example, *"}, "ALLOWED_HOSTS names the portal's hosts"),
        ({"DATABASE_URL": None}, "Set DATABASE_URL."),
        ({"DEMO": "maybe"}, "DEMO='maybe' is neither yes nor no. Use 1 or 0."),
        ({"DEBUG": "2"}, "DEBUG='2' is neither yes nor no. Use 1 or 0."),
        ({"BEHIND_PROXY": "https"}, "BEHIND_PROXY='https' is neither yes nor no."),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL: A database address reads"),
        ({"DATABASE_URL": "postgresql://localhost"}, "DATABASE_URL: A database address reads"),
        ({"DATABASE_URL": "postgresql://localhost:x/y"}, "DATABASE_URL: A database address reads"),
        ({"DATABASE_URL": ""}, "DATABASE_URL: A database address reads"),
        ({"DATABASE_OWNER_URL": "nonsense"}, "DATABASE_OWNER_URL: A database address reads"),
    ],
)
def test_a_careless_operator_is_told_what_to_do(
    variables: dict[str, str | None], sentence: str
) -> None:
    said = refusal(**variables)
    assert said.startswith("django.core.exceptions.ImproperlyConfigured: ")
    assert sentence in said


def test_no_secret_is_repeated_in_a_refusal() -> None:
    assert "geheim" not in refusal(DATABASE_URL="postgresql://app:geheim@localhost")


def test_the_operators_portal_speaks_https_alone() -> None:
    done = manage(
        "shell",
        "--no-imports",
        "-c",
        "from django.conf import settings as s; print(s.SECURE_SSL_REDIRECT, s.SECURE_HSTS_SECONDS,"
        " s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_PROXY_SSL_HEADER, s.DEBUG)",
        **OPERATOR,
        BEHIND_PROXY="1",
    )
    header = "('HTTP_X_FORWARDED_PROTO', 'https')"
    assert done.stdout.strip() == f"True 31536000 True True {header} False"


# --- What is read, word by word ------------------------------------------------------------------


@pytest.mark.parametrize("word", ["1", "true", "YES", " On "])
def test_yes(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("A_FLAG", word)
    assert environment.flag("A_FLAG") is True


@pytest.mark.parametrize("word", ["", "0", "false", "No", "off"])
def test_no(monkeypatch: pytest.MonkeyPatch, word: str) -> None:
    monkeypatch.setenv("A_FLAG", word)
    assert environment.flag("A_FLAG") is False
    monkeypatch.delenv("A_FLAG")
    assert environment.flag("A_FLAG") is False


def test_lists_drop_what_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A_LIST", " a, ,b,,")
    assert environment.words("A_LIST") == ["a", "b"]
    monkeypatch.delenv("A_LIST")
    assert environment.words("A_LIST", "c") == ["c"]


def test_a_missing_text_says_where_examples_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("A_TEXT", raising=False)
    with pytest.raises(ImproperlyConfigured, match=r"Set A_TEXT. .env.example shows"):
        environment.text("A_TEXT")
    assert environment.text("A_TEXT", "") == ""


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        (DATABASE, ("mintportal", "app", "secret", "127.0.0.1", "5432")),
        ("postgres://h/name", ("name", "", "", "h", "")),
        ("postgresql://u%40x:p%2Fw@h/n%20m", ("n m", "u@x", "p/w", "h", "")),
        ("postgresql://u@/name?host=/run/pg&port=5433", ("name", "u", "", "/run/pg", "5433")),
        ("postgresql://u@[::1]:5433/name", ("name", "u", "", "::1", "5433")),
    ],
)
def test_database_addresses(url: str, parts: tuple[str, ...]) -> None:
    read = environment.database(url)
    assert tuple(read[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")) == parts
    assert read["OPTIONS"] == {}
    assert environment.database(f"{url}{'&' if '?' in url else '?'}sslmode=require")["OPTIONS"] == {
        "sslmode": "require"
    }


@pytest.mark.parametrize(
    ("url", "broker"),
    [
        ("redis://127.0.0.1:6379/3", "redis://127.0.0.1:6379/3"),
        ("rediss://u:p@h:6380/0", "rediss://u:p@h:6380/0"),
        ("unix:///run/valkey.sock", "redis+socket:///run/valkey.sock?virtual_host=0"),
        ("unix:///run/valkey.sock?db=5", "redis+socket:///run/valkey.sock?virtual_host=5"),
    ],
)
def test_broker_addresses(url: str, broker: str) -> None:
    assert environment.broker(url) == broker


def test_without_a_broker_tasks_run_in_the_process() -> None:
    told = "from django.conf import settings as s; print(s.CELERY_TASK_ALWAYS_EAGER)"
    for redis, eager in (("", "True"), (OPERATOR["REDIS_URL"], "False")):
        done = manage("shell", "--no-imports", "-c", told, **(OPERATOR | {"REDIS_URL": redis}))
        assert done.stdout.strip() == eager


def test_every_variable_that_is_read_stands_in_the_example() -> None:
    example = (CHECKOUT / ".env.example").read_text(encoding="utf-8")
    for name in (*OPERATOR, "DATABASE_OWNER_URL", "BEHIND_PROXY", "DEMO", "DEBUG"):
        assert name in example, name
