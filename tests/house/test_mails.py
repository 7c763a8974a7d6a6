"""Every kind of mail has its three parts, and no part belongs to none."""

import ast
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests.house.sources import PYTHON, ROOT, read

ENDINGS = ("subject.txt", "txt", "html")
HOME = ROOT / "templates" / "emails"


def posted() -> list[str]:
    """The kinds that the code posts."""
    kinds = []
    for path in PYTHON:
        for call in ast.walk(ast.parse(read(path))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("outbox.post"):
                assert isinstance(call.args[0], ast.Constant), f"{path}: a kind is a literal"
                kinds.append(str(call.args[0].value))
    return sorted(set(kinds))


def test_there_are_mails() -> None:
    assert "regions/message" in posted()


def test_every_part_belongs_to_a_mail_and_every_mail_has_its_parts() -> None:
    there = {str(one.relative_to(HOME)) for one in HOME.rglob("*") if one.is_file()}
    assert there == {f"{kind}.{ending}" for kind in posted() for ending in ENDINGS}


@pytest.mark.parametrize("kind", posted())
def test_every_part_says_something(kind: str) -> None:
    for ending in ENDINGS:
        words = render_to_string(f"emails/{kind}.{ending}", {}).split()
        assert len(words) > 1, ending


@pytest.mark.parametrize("kind", posted())
def test_plain_parts_are_not_escaped_as_html(kind: str) -> None:
    for ending in ("subject.txt", "txt"):
        text = read(Path("templates/emails") / f"{kind}.{ending}")
        assert text.startswith("{% autoescape off %}"), ending
        assert text.rstrip().endswith("{% endautoescape %}"), ending
