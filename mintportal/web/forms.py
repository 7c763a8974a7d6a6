"""Forms that anyone may send: plain text, kind sentences, traps for programs, and no puzzles.

Traps say what they noticed and keep what was typed, since people step into them as well.
"""

import re
import time
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.forms.boundfield import BoundField
from django.utils.translation import gettext_lazy as _

# Control characters but line ends and tabs, separators of lines, and what turns writing around.
# They show nothing, and can make a text look other than it is.
INVISIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
LINE_END = re.compile(r"\r\n?|\n")
FASTEST, LONGEST = 3.0, 24 * 3600.0
"""How many seconds a person needs at least, and how long a form may lie open."""
LONGEST_MAIL = 254
TRAPS = {
    "honey": _(
        "Ein Feld, das leer bleibt, war ausgefüllt, vielleicht von Ihrem Browser. Wir haben es "
        "geleert. Bitte senden Sie das Formular in ein paar Sekunden noch einmal."
    ),
    "stamp": _(
        "Das Formular kam unvollständig an. Bitte senden Sie es in ein paar Sekunden noch einmal."
    ),
    "fast": _(
        "Das ging sehr schnell. Bitte warten Sie drei Sekunden, und senden Sie dann noch einmal. "
        "So halten wir Programme fern."
    ),
    "old": _(
        "Das Formular war länger als einen Tag offen. Ihr Text ist noch da: Bitte prüfen Sie ihn, "
        "und senden Sie ihn in ein paar Sekunden noch einmal."
    ),
}


def is_plain(text: str) -> bool:
    """Whether a text shows all that it is."""
    return not INVISIBLE.search(text)


def visible(text: Any) -> Any:
    """A text without what it does not show; other values as they are."""
    return INVISIBLE.sub("", text) if isinstance(text, str) else text


def _refuse_invisible(text: str) -> None:
    if not is_plain(text):
        raise ValidationError(
            _(
                "Darin waren unsichtbare Steuerzeichen. Wir haben sie entfernt: Bitte prüfen Sie "
                "den Text, und senden Sie noch einmal."
            ),
            code="invisible",
        )


class TextField(forms.CharField):
    """Plain text of several lines, or of one (``lines=False``), up to ``most`` characters.

    The browser is not told the limit: it would cut a text off without a word.
    """

    def __init__(self, *, most: int, lines: bool = False, missing: str = "", **kwargs: Any) -> None:
        self.most, self.lines = most, lines
        attributes = {"class": "input"} | kwargs.pop("attributes", {})
        widget = forms.Textarea(attributes) if lines else forms.TextInput(attributes)
        super().__init__(widget=widget, **kwargs)
        # Told in words of our own by _refuse_invisible.
        self.validators = []
        if missing:
            self.error_messages["required"] = missing

    def to_python(self, value: Any) -> str:
        return LINE_END.sub("\n", super().to_python(value) or "")

    def prepare_value(self, value: Any) -> Any:
        return visible(super().prepare_value(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        _refuse_invisible(value)
        if not self.lines and "\n" in value:
            raise ValidationError(_("Hier passt nur eine Zeile."), code="lines")
        if len(value) > self.most:
            raise ValidationError(
                _("Hier gehen bis zu %(most)s Zeichen, es sind %(length)s. Bitte kürzen Sie."),
                code="max_length",
                params={"most": self.most, "length": len(value)},
            )


class MailField(forms.EmailField):
    """A mail address for answers."""

    default_error_messages: ClassVar = {
        "invalid": _("Das ist keine E-Mail-Adresse. Sie sieht aus wie name@schule.example."),
        "required": _("Bitte nennen Sie Ihre E-Mail-Adresse, damit eine Antwort ankommt."),
    }

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"class": "input", "autocomplete": "email", "spellcheck": "false"}
        super().__init__(widget=forms.EmailInput(attributes), max_length=LONGEST_MAIL, **kwargs)
        self.widget.attrs.pop("maxlength", None)

    def prepare_value(self, value: Any) -> Any:
        return visible(super().prepare_value(value))

    def run_validators(self, value: Any) -> None:
        """One sentence for everything: quoted names may be mail, but nobody has one."""
        if value in self.empty_values:
            return
        if '"' in value or len(value) > LONGEST_MAIL or not is_plain(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        try:
            super().run_validators(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class GuardedForm(forms.Form):
    """A form with a field that stays empty and a signed time at which it was handed out."""

    use_required_attribute = False

    thema = forms.CharField(
        label=_("Bitte leer lassen"),
        required=False,
        widget=forms.TextInput({"class": "input", "autocomplete": "off", "tabindex": "-1"}),
    )
    stempel = forms.CharField(required=False, widget=forms.HiddenInput)

    trap = ""
    """The trap that it went into, if any; then it gets a fresh stamp."""

    def __init__(self, data: Mapping[str, Any] | None = None, **kwargs: Any) -> None:
        if data is not None:
            stamped = data.get("stempel", "")
            self.trap = _noticed(stamped, data.get("thema", ""))
            kept = {"thema": "", "stempel": stamp() if self.trap else stamped}
            data = {name: data[name] for name in data} | kept
        super().__init__(data, auto_id="feld-%s", **kwargs)
        self.initial["stempel"] = stamp()

    def clean(self) -> dict[str, Any]:
        """The traps speak last, beside what is wrong with the fields."""
        if self.trap:
            raise ValidationError(TRAPS[self.trap], code=self.trap)
        return dict(self.cleaned_data)

    @property
    def shown(self) -> list[BoundField]:
        """The fields that people fill in."""
        return [field for field in self if field.name not in {"thema", "stempel"}]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Each sentence with the id of its field, or an empty one."""
        of_form = [("", str(error)) for error in self.non_field_errors()]
        of_fields = [(field.id_for_label, str(e)) for field in self.shown for e in field.errors]
        return of_form + of_fields


def stamp(at: float | None = None) -> str:
    """The signed time, now or ``at``."""
    return _signer().sign(f"{time.time() if at is None else at:.1f}")


def _signer() -> Signer:
    return Signer(salt="mintportal.web.forms")


def _noticed(stamped: str, honey: str) -> str:
    """Which trap it went into, if any."""
    if honey:
        return "honey"
    try:
        age = time.time() - float(_signer().unsign(stamped))
    except (BadSignature, ValueError):
        return "stamp"
    if age < FASTEST:
        return "fast"
    return "old" if age > LONGEST else ""
