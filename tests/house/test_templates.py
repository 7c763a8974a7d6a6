"""Templates hold no code and no style of their own, name what exists, and none is left over."""

import ast
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.urls import get_resolver

from tests.house.sources import COMPONENTS, PYTHON, ROOT, TEMPLATES, read

COMMENT = re.compile(r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}|<!--.*?-->", re.DOTALL)
TAG = re.compile(r"\{%\s*(\w+)\s+(.*?)\s*%\}")
QUOTED = re.compile(r"""(?:"([^"]*)"|'([^']*)')(?=\s|$)""")
CODE = {
    "style attribute": r"\sstyle\s*=",
    "style element": r"<style\b",
    "inline script": r"<script\b(?![^>]*\bsrc=)",
    "event attribute": r"\s(?:hx-)?on[a-z:-]*\s*=",
    "address with code": r"javascript:",
    "code for htmx": r"hx-(?:vals|headers)\s*=\s*[\"']js:|hx-trigger=[^>]*\[",
}
CALLED_SAFE_IN_TEMPLATE = re.compile(r"\|\s*safe(?:seq)?\b|\{%\s*autoescape")
NAMES_A_THING = {"include", "extends", "url", "static", "icon"}
# The one component whose icon its user chooses.
CHOSEN_ICON = {(Path("templates/components/note.html"), "symbol")}


def without_comments(path: Path) -> str:
    return COMMENT.sub("", read(path))


def named(tag: str) -> list[tuple[Path, str]]:
    """What the tag names, everywhere: (template, the name or the expression without quotes)."""
    return [
        (path, (found[1] or found[2]) if (found := QUOTED.match(words)) else words.split()[0])
        for path in TEMPLATES
        for name, words in TAG.findall(without_comments(path))
        if name == tag
    ]


def icons() -> set[str]:
    """The icons of the sprite."""
    return set(re.findall(r'<symbol id="([^"]+)"', (ROOT / "static/icons/icons.svg").read_text()))


def icons_named() -> list[tuple[Path, str]]:
    """The icons that templates show, also those handed to a note."""
    handed = [
        (path, name)
        for path in TEMPLATES
        for name in re.findall(r'\bsymbol="([^"]+)"', without_comments(path))
    ]
    return handed + [one for one in named("icon") if one not in CHOSEN_ICON]


def templates_named() -> set[str]:
    """Every template that another one or Python names, without the folder."""
    by_python = {
        name for path in PYTHON for name in re.findall(r'"([\w/]+\.html)(?:#\w+)?"', read(path))
    }
    texts = re.findall(r'_text\("(\w+)"\)', read(Path("mintportal/pages/texts.py")))
    by_templates = {name for tag in ("include", "drawn", "extends") for _, name in named(tag)}
    kinds = {
        kind for path in PYTHON for kind in re.findall(r'outbox\.post\(\s*"([\w/]+)"', read(path))
    }
    by_mail = {f"emails/{kind}.html" for kind in kinds}
    return by_python | by_templates | by_mail | {f"pages/texts/{name}.html" for name in texts}


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_no_code_and_no_style(path: Path) -> None:
    text = without_comments(path)
    html = re.sub(r"\{%.*?%\}", "", text)
    assert [what for what, code in CODE.items() if re.search(code, html)] == []
    assert CALLED_SAFE_IN_TEMPLATE.findall(text) == []


@pytest.mark.parametrize(
    ("html", "what"),
    [
        ('<p style="color:red">', "style attribute"),
        ("<style>p{}</style>", "style element"),
        ("<script>1</script>", "inline script"),
        ('<script type="module">1</script>', "inline script"),
        ('<a onclick="x()">', "event attribute"),
        ('<a hx-on:click="x()">', "event attribute"),
        ('<a href="javascript:x()">', "address with code"),
    ],
)
def test_patterns_find_what_they_should(html: str, what: str) -> None:
    assert [name for name, code in CODE.items() if re.search(code, html)] == [what]


@pytest.mark.parametrize("text", ["{{ x|safe }}", "{{ x | safe }}", "{% autoescape off %}"])
def test_pattern_finds_text_called_safe(text: str) -> None:
    assert CALLED_SAFE_IN_TEMPLATE.search(text)


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_template_compiles(path: Path) -> None:
    assert get_template(str(path.relative_to("templates")))


def test_only_literal_names() -> None:
    """A name that is computed can be checked by nobody; only notes choose their icon."""
    computed = [
        (path, tag, words)
        for path in TEMPLATES
        for tag, words in TAG.findall(without_comments(path))
        if tag in NAMES_A_THING and not QUOTED.match(words) and (path, words) not in CHOSEN_ICON
    ]
    assert computed == []


def test_every_template_named_exists() -> None:
    assert (
        sorted(templates_named() - {str(one.relative_to("templates")) for one in TEMPLATES}) == []
    )


def test_every_address_named_exists() -> None:
    known = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert "offers" in known
    assert [(str(path), name) for path, name in named("url") if name not in known] == []


def test_every_static_file_named_exists() -> None:
    assert [(str(path), name) for path, name in named("static") if not finders.find(name)] == []


def test_every_icon_named_exists_and_none_is_left_over() -> None:
    assert [(str(path), name) for path, name in icons_named() if name not in icons()] == []
    assert sorted(icons() - {name for _, name in icons_named()}) == []


def test_no_template_is_left_over() -> None:
    there = {str(path.relative_to("templates")) for path in TEMPLATES}
    assert {str(path.relative_to("templates")) for path in COMPONENTS} <= there
    assert sorted(there - templates_named()) == []


def test_every_component_says_what_it_is() -> None:
    """A first line ``{# What it is. Context: … #}``."""
    assert [
        str(path) for path in COMPONENTS if not read(path).startswith(("{#", "{% comment %}"))
    ] == []


# --- HTML written by Python --------------------------------------------------------------------

# Where text that is no literal may be called safe: there all is escaped, or drawn from numbers.
CALLED_SAFE = {
    ("mintportal/web/jsonld.py", "script"),
    ("mintportal/web/templatetags/web.py", "cover"),
    ("offers/cards.py", "_filled"),
    ("offers/detail.py", "filled"),
    ("offers/templatetags/offers.py", "facet_options"),
}


def test_text_is_called_safe_in_known_places_only() -> None:
    used = {
        (str(path), function.name)
        for path in PYTHON
        for function in ast.walk(ast.parse(read(path)))
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rsplit(".", 1)[-1] in {"mark_safe", "SafeString", "SafeText"}
        and not all(isinstance(one, (ast.Constant, ast.IfExp)) for one in call.args)
    }
    assert used == CALLED_SAFE


def test_safe_text_comes_from_nowhere_else() -> None:
    called = [
        f"{path}:{one.lineno}"
        for path in PYTHON
        for one in ast.walk(ast.parse(read(path)))
        if isinstance(one, (ast.FunctionDef, ast.Assign))
        and ("__html__" in ast.dump(one) or "allow_tags" in ast.dump(one))
    ]
    assert called == []


def test_html_is_formatted_from_literals() -> None:
    """``format_html(f"…")`` would escape nothing."""
    assert [
        f"{path}:{call.lineno}"
        for path in PYTHON
        for call in ast.walk(ast.parse(read(path)))
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rsplit(".", 1)[-1] in {"format_html", "format_html_join"}
        and not all(
            isinstance(one, ast.Constant)
            for one in call.args[: 1 + ast.unparse(call.func).endswith("_join")]
        )
    ] == []
