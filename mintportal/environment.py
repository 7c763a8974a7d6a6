"""What the portal reads from its environment, and what it says when something is missing."""

import os
from typing import NamedTuple
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"", "0", "false", "no", "off"}


def text(name: str, default: str | None = None) -> str:
    """The variable's text; without a default it must be set (ImproperlyConfigured says so)."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(
            f"Set {name}. .env.example shows every variable with an example."
        )
    return value


def flag(name: str) -> bool:
    """A yes/no variable; anything that is neither is refused."""
    value = os.environ.get(name, "").strip().lower()
    if value not in TRUE | FALSE:
        raise ImproperlyConfigured(f"{name}={value!r} is neither yes nor no. Use 1 or 0.")
    return value in TRUE


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list without empty entries."""
    return [word.strip() for word in os.environ.get(name, default).split(",") if word.strip()]


def _is_database_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        is_postgres = parts.scheme in {"postgres", "postgresql"} and parts.port != 0
    except ValueError:  # a port that is no number
        return False
    return is_postgres and bool(parts.path.strip("/"))


def database(url: str, variable: str = "DATABASE_URL") -> dict[str, object]:
    """Django's DATABASES entry of ``postgresql://user:password@host:port/name?host=/socket/folder``."""
    if not _is_database_address(url):
        raise ImproperlyConfigured(
            f"{variable}: A database address reads postgresql://user:password@host:5432/name "
            "or postgresql://user@/name?host=/folder/of/the/socket."
        )
    parts = urlsplit(url)
    query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or parts.hostname or "",
        "PORT": str(parts.port or query.pop("port", "")),
        "OPTIONS": query,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def broker(url: str) -> str:
    """The address as Celery's transport wants it: ``unix://`` becomes ``redis+socket://``."""
    parts = urlsplit(url)
    if parts.scheme != "unix":
        return url
    number = parse_qs(parts.query).get("db", ["0"])[-1]
    return f"redis+socket://{parts.path}?virtual_host={number}"


class Smtp(NamedTuple):
    """A mail server; ``tls`` is ``no``, ``starttls`` or ``yes`` (from the first byte on)."""

    host: str
    port: int
    user: str
    password: str
    tls: str


def smtp(url: str) -> Smtp:
    """The mail server at ``smtp://user:password@host:587?tls=starttls``."""
    parts = urlsplit(url)
    tls = parse_qs(parts.query).get("tls", ["no"])[-1]
    if parts.scheme != "smtp" or not parts.hostname or tls not in {"no", "starttls", "yes"}:
        raise ImproperlyConfigured(
            "SMTP_URL: A mail server's address reads smtp://user:password@host:587?tls=starttls "
            "(tls may be no, starttls or yes)."
        )
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return Smtp(parts.hostname, parts.port or 25, user, password, tls)
