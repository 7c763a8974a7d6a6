"""Forms that anyone may send: what fits, what each trap says, and what is kept."""

import time
from typing import Any

import pytest

from mintportal.web.forms import FASTEST, LONGEST, TRAPS, GuardedForm, MailField, TextField, stamp


class Trial(GuardedForm):
    """A line, a text and an address."""

    zeile = TextField(label="Zeile", required=False, most=20)
    text = TextField(label="Text", lines=True, most=50, missing="Bitte schreiben Sie etwas.")
    email = MailField(label="Adresse")


def sent(seconds: float = 60, **fields: Any) -> Trial:
    """The form as somebody sent it, so long after it was handed out."""
    data = {"text": "Hallo", "email": "ada@schule.example"} | fields
    return Trial({"stempel": stamp(time.time() - seconds), "thema": ""} | data)


def problems(form: Trial) -> dict[str, list[str]]:
    return {name: list(map(str, errors)) for name, errors in form.errors.items()}


def test_what_fits_is_taken() -> None:
    form = sent(
        zeile=" Ada ", text="Guten Tag\r\n\r\nهل هذا ممكن؟ 🤖\tDanke", email=" ada@ü.example "
    )
    assert form.is_valid(), form.errors
    assert form.cleaned_data["zeile"] == "Ada"
    assert form.cleaned_data["text"] == "Guten Tag\n\nهل هذا ممكن؟ 🤖\tDanke"
    assert form.cleaned_data["email"] == "ada@ü.example"


# --- fields ------------------------------------------------------------------------------------

INVISIBLE = {
    "NUL": "Ada\x00",
    "escape": "\x1b[31mAda",
    "backspace": "Adaa\x08",
    "next line": "A\x85da",
    "line separator": "A\u2028da",
    "right to left override": "\u202eexe.pdf",
    "isolate": "\u2067Ada",
    "half a character": "\ud800",
}
UNSEEN = (
    "Darin waren unsichtbare Steuerzeichen. Wir haben sie entfernt: Bitte prüfen Sie den Text, "
    "und senden Sie noch einmal."
)


@pytest.mark.parametrize("kind", INVISIBLE)
def test_invisible_characters_are_refused(kind: str) -> None:
    bad = INVISIBLE[kind]
    found = problems(sent(zeile=bad, text=f"Guten Tag {bad} Ada", email=f"a{bad}b@schule.example"))
    assert found["zeile"] == found["text"] == [UNSEEN]
    assert found["email"] == [str(MailField().error_messages["invalid"])]


@pytest.mark.parametrize("kind", INVISIBLE)
def test_what_nobody_sees_is_taken_away_for_the_next_try(kind: str) -> None:
    form = sent(zeile=f"A{INVISIBLE[kind]}", text=f"Guten{INVISIBLE[kind]} Tag")
    shown = {field.name: field.value() for field in form}
    again = sent(**shown)
    assert again.is_valid()
    assert again.cleaned_data["text"].startswith("Guten")


def test_a_line_has_no_second_one() -> None:
    for end in ("\n", "\r", "\r\n"):
        form = sent(zeile=f"Ada{end}Bcc: alle@schule.example")
        assert problems(form) == {"zeile": ["Hier passt nur eine Zeile."]}


def test_what_is_too_long_says_by_how_much() -> None:
    sentence = "Hier gehen bis zu 50 Zeichen, es sind 51. Bitte kürzen Sie."
    assert problems(sent(text="ä" * 51)) == {"text": [sentence]}
    assert sent(text="ä" * 50).is_valid()
    assert sent(text=" " * 900 + "ä" * 50).is_valid()


@pytest.mark.parametrize("empty", ["", " ", "\r\n \t", "\u2003"])
def test_what_is_missing_is_asked_for(empty: str) -> None:
    found = problems(sent(text=empty, email=empty))
    assert found == {
        "text": ["Bitte schreiben Sie etwas."],
        "email": ["Bitte nennen Sie Ihre E-Mail-Adresse, damit eine Antwort ankommt."],
    }


@pytest.mark.parametrize(
    "address",
    [
        *(
            "ada",
            "ada@",
            "@schule.example",
            "ada@schule",
            "a@b@schule.example",
            "a b@schule.example",
        ),
        *("ada@schule.example, bo@schule.example", "ada@schule.example;bo@schule.example"),
        *("Ada <ada@schule.example>", '"ada\tx"@schule.example', '"a,b"@schule.example'),
        *("ada@schule.example\r\nBcc: alle@schule.example", "ada\n@schule.example"),
        f"{'a' * 250}@schule.example",
    ],
)
def test_what_is_no_address_is_refused_with_one_sentence(address: str) -> None:
    sentence = "Das ist keine E-Mail-Adresse. Sie sieht aus wie name@schule.example."
    assert problems(sent(email=address)) == {"email": [sentence]}


def test_the_browser_cuts_nothing_off() -> None:
    assert "maxlength" not in "".join(str(field) for field in Trial())


# --- traps -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "trap"),
    [
        (lambda: sent(thema="Geld"), "honey"),
        (lambda: sent(1), "fast"),
        (lambda: sent(-60), "fast"),
        (lambda: sent(FASTEST - 0.2), "fast"),
        (lambda: sent(LONGEST + 5), "old"),
        (lambda: sent(stempel=""), "stamp"),
        (lambda: sent(stempel="1795000000.0"), "stamp"),
        (lambda: sent(stempel="1795000000.0:gefälscht"), "stamp"),
        (lambda: sent(stempel="\x00"), "stamp"),
    ],
)
def test_each_trap_says_what_it_noticed(form: Any, trap: str) -> None:
    caught = form()
    assert problems(caught) == {"__all__": [str(TRAPS[trap])]}
    assert caught.problems == [("", str(TRAPS[trap]))]


@pytest.mark.parametrize("seconds", [FASTEST + 0.2, 60, LONGEST - 5])
def test_people_take_this_long(seconds: float) -> None:
    assert sent(seconds).is_valid()


def test_a_trap_keeps_what_was_typed_and_gives_a_fresh_stamp() -> None:
    caught = sent(LONGEST + 5, thema="Geld", text="Mein langer Text")
    assert not caught.is_valid()
    assert caught["text"].value() == "Mein langer Text"
    assert caught["thema"].value() == ""
    again = Trial({**caught.data, "stempel": caught["stempel"].value()})
    assert problems(again) == {"__all__": [str(TRAPS["fast"])]}


def test_whoever_mends_a_field_need_not_wait_again() -> None:
    form = sent(text="")
    assert not form.is_valid()
    again = Trial({**form.data, "text": "Jetzt"})
    assert again.is_valid()


def test_a_stamp_of_another_purpose_does_not_fit(settings) -> None:
    foreign = stamp(time.time() - 60)
    settings.SECRET_KEY = "another-key" * 6
    assert problems(sent(stempel=foreign)) == {"__all__": [str(TRAPS["stamp"])]}


def test_problems_are_told_with_their_fields() -> None:
    form = sent(1, text="", email="ada")
    form.is_valid()
    assert [field for field, _ in form.problems] == ["", "feld-text", "feld-email"]
    assert [field.name for field in form.shown] == ["zeile", "text", "email"]
