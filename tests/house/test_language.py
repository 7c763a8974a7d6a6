"""All German on screens goes through gettext: in templates, and where Python speaks to visitors."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.template.base import Lexer, TokenType

from tests.house.sources import PYTHON, TEMPLATES, read

# 500.html may fail at nothing, not even at a translation. Its German is literal.
SELF_CONTAINED = {Path("templates/500.html")}
SPOKEN = {"alt", "title", "aria-label", "aria-description", "placeholder", "content", "label"}
SPOKEN_DATA = re.compile(r"^data-(?!key$)[a-z-]+$")
# What reads the same in every language: MINT's letters, units, and words for machines.
SAME_EVERYWHERE = {"M", "I", "N", "T", "km", "web", "MINT"}
MACHINE_CONTENT = re.compile(
    r"width=device-width, initial-scale=1|light dark|#[0-9a-f]{6}|de_DE|website|noindex"
    r"|summary_large_image|image/\w+|\{.*\}"
)
SILENT = {"script", "style", "code"}
LETTER = re.compile(r"[^\W\d_]")
ENTITY = re.compile(r"&\w+;")


def untranslated(template: str) -> str:
    """The template as HTML: ``{{ … }}`` and tags are blanks, and translated text is gone."""
    kept, inside = [], False
    for token in Lexer(template).tokenize():
        word = token.contents.split()[0] if token.contents.split() else ""
        if token.token_type == TokenType.BLOCK and word in {"comment", "blocktranslate"}:
            inside = True
        elif token.token_type == TokenType.BLOCK and word in {"endcomment", "endblocktranslate"}:
            inside = False
        if not inside:
            kept.append(token.contents if token.token_type == TokenType.TEXT else " ")
    return "".join(kept)


class Words(HTMLParser):
    """Collects the words that a visitor would read or hear."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.silent += tag in SILENT
        for name, value in attributes:
            if not value or not (name in SPOKEN or SPOKEN_DATA.match(name)):
                continue
            if not (name == "content" and MACHINE_CONTENT.fullmatch(value.strip())):
                self._take(value if name in SPOKEN or " " in value.strip() else "")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in SILENT

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self._take(data)

    def _take(self, text: str) -> None:
        words = [word for word in ENTITY.sub(" ", text).split() if LETTER.search(word)]
        self.found += [word for word in words if word not in SAME_EVERYWHERE]


def words_of(template: str) -> list[str]:
    """The words in a template that no translation reaches."""
    reader = Words()
    reader.feed(untranslated(template))
    reader.close()
    return reader.found


@pytest.mark.parametrize("path", sorted({*TEMPLATES} - SELF_CONTAINED), ids=str)
def test_template_says_nothing_untranslated(path: Path) -> None:
    assert words_of(read(path)) == []


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Hallo</p>", ["Hallo"]),
        ('<a title="Zur Seite">{% translate "x" %}</a>', ["Zur", "Seite"]),
        ('<a aria-label="{{ x }} ansehen"></a>', ["ansehen"]),
        ('<input placeholder="Ort">', ["Ort"]),
        ('<meta name="description" content="Angebote">', ["Angebote"]),
        ('<p data-offline="Keine Verbindung"></p>', ["Keine", "Verbindung"]),
        ("{% if x %}ja{% else %}nein{% endif %}", ["ja", "nein"]),
        ("{% comment %}nichts{% endcomment %}{# gar nichts #}", []),
        ("{% blocktranslate %}Hallo <b>Welt</b>{% endblocktranslate %}", []),
        ('<p class="lead">{{ x|default:"ja" }} · &nbsp;–</p>', []),
        ('<span aria-hidden="true">M</span><script src="/x.js"></script>', []),
    ],
)
def test_reader_of_templates(template: str, words: list[str]) -> None:
    assert words_of(template) == words


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_filters_hold_no_german(path: Path) -> None:
    """A default such as ``|default:"keine Angabe"`` would never be translated."""
    said = re.findall(r'\{\{[^}]*?\|[a-z_]+:"([^"]*)"', read(path))
    assert [one for one in said if re.search(r"[a-zäöüß]{2} |[äöüßÄÖÜ]", one)] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=str)
def test_words_given_to_tags_are_translated(path: Path) -> None:
    """``{% include … with text="…" %}`` would pass German by the translators."""
    for tag in re.findall(r"\{%\s*(?!translate|blocktranslate)(\w+[^%]*)%\}", read(path)):
        said = re.findall(r'"([^"]*)"', tag)
        assert [one for one in said if re.search(r"[A-Za-zäöüß] [A-Za-zäöüß]|[äöüßÄÖÜ]", one)] == []


# --- Python ----------------------------------------------------------------------

SPEAKERS = {"ValidationError", "Problem", "Http404", "Warning", "Chip", "WayOut", "CommandError"}
SPOKEN_ARGUMENTS = {"label", "help_text", "verbose_name", "verbose_name_plural", "empty_label"}
SPOKEN_ARGUMENTS |= {"title", "violation_error_message", "error_messages"}
TRANSLATORS = {"_", "__", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext"}
SENTENCE = re.compile(r"[^\W\d_]\S* +\S|[äöüßÄÖÜ„“]")
WORD_WITH_UMLAUT = re.compile(r"\b(?=\w*[äöüßÄÖÜ])\w{3,}")
# Files whose German is no screen text: data, spelling, and tools for who runs the portal.
NO_SCREENS = (
    *("mintportal/geo", "mintportal/local", "mintportal/demo"),
    *("mintportal/web/slugs.py", "offers/search/text.py", "offers/understanding.py"),
    *("offers/number_words.py", "offers/place_words.py"),
    "regions/management/commands/reports.py",
    *("offers/management/commands/fill_volume.py", "offers/management/commands/synonyms.py"),
)
# The verbs of the history are stored as they were said.
STORED = {"record"}


def _name(call: ast.Call) -> str:
    return ast.unparse(call.func).rsplit(".", 1)[-1]


def literals(node: ast.AST, held: set[str] = TRANSLATORS) -> Iterator[ast.Constant]:
    """The texts below a node that no call of gettext holds."""
    if isinstance(node, ast.Call) and _name(node) in held:
        return
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node
    for child in ast.iter_child_nodes(node):
        yield from literals(child, held)


def untranslated_sentences(tree: ast.AST) -> list[str]:
    """Texts for visitors outside of gettext."""
    found = []
    for call in (one for one in ast.walk(tree) if isinstance(one, ast.Call)):
        given: list[ast.AST] = list(call.args) if _name(call) in SPEAKERS else []
        given += [one.value for one in call.keywords if one.arg in SPOKEN_ARGUMENTS]
        texts = (text.value for one in given for text in literals(one))
        found += [text for text in texts if SENTENCE.search(text)]
    return found


def _screens() -> list[Path]:
    return [path for path in PYTHON if not any(path.is_relative_to(one) for one in NO_SCREENS)]


@pytest.mark.parametrize("path", _screens(), ids=str)
def test_sentences_for_visitors_go_through_gettext(path: Path) -> None:
    english = {"This replaces all data. Set DEMO=1 if that is what you want."}
    assert set(untranslated_sentences(ast.parse(read(path)))) - english == set()


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('raise ValidationError("Das geht nicht.")', ["Das geht nicht."]),
        ('raise ValidationError({"plz": "So nicht."})', ["So nicht."]),
        ('raise ValidationError([_("Gut so."), "So nicht."])', ["So nicht."]),
        ('raise Http404(f"Nichts bei {x}")', ["Nichts bei "]),
        ('CharField(label="Straße")', ["Straße"]),
        ('CharField(label=_("Straße"), help_text=_("Wie im Ausweis."))', []),
        ('raise ValidationError(_("Bei %(x)s geht es nicht.") % {"x": x})', []),
        ('raise ValidationError(x, code="unknown")', []),
    ],
)
def test_reader_of_python(code: str, found: list[str]) -> None:
    assert untranslated_sentences(ast.parse(code)) == found


def _documentation(tree: ast.AST) -> set[int]:
    """Where docstrings stand: they speak to developers."""
    return {
        id(one.value)
        for one in ast.walk(tree)
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)
    }


@pytest.mark.parametrize("path", _screens(), ids=str)
def test_umlauts_stand_in_gettext_alone(path: Path) -> None:
    """German that no list of calls names betrays itself by its letters."""
    tree = ast.parse(read(path))
    told = _documentation(tree)
    said = [one.value for one in literals(tree, TRANSLATORS | STORED) if id(one) not in told]
    assert [one for one in said if WORD_WITH_UMLAUT.search(one)] == []
