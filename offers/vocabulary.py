"""The words of the field: stages, subjects, formats … with the URIs under which others know them.

Sources: KIM educationalLevel and schulfaecher (https), OpenEduHub educationalContext, all CC0.
A value is also the word in the address of a search (``?stufe=sek1&fach=informatik``).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

KIM_LEVEL = "https://w3id.org/kim/educationalLevel/"
KIM_SUBJECT = "http://w3id.org/kim/schulfaecher/"
OEH_CONTEXT = "http://w3id.org/openeduhub/vocabs/educationalContext/"


class Stage(TextChoices):
    """A stage of the Bildungskette, in its order."""

    KITA = "kita", _("Kita")
    PRIMARY = "grundschule", _("Grundschule")
    SEK1 = "sek1", _("Sek I")
    SEK2 = "sek2", _("Sek II")
    TRAINING = "ausbildung", _("Ausbildung")
    STUDY = "studium", _("Studium")
    WORK = "beruf", _("Beruf & Fachkräfte")


STAGE_LONG = {
    Stage.KITA: (_("Kita"), _("bis 6 Jahre")),
    Stage.PRIMARY: (_("Grundschule"), _("Klasse 1 bis 4")),
    Stage.SEK1: (_("Sekundarstufe I"), _("Klasse 5 bis 10")),
    Stage.SEK2: (_("Sekundarstufe II"), _("Klasse 11 bis 13")),
    Stage.TRAINING: (_("Ausbildung"), _("nach der Schule")),
    Stage.STUDY: (_("Studium"), _("nach der Schule")),
    Stage.WORK: (_("Beruf & Fachkräfte"), _("Lehrkräfte, Betriebe")),
}
# The drawn chain has six links; training and study are two halves of one.
CHAIN = (
    (Stage.KITA,),
    (Stage.PRIMARY,),
    (Stage.SEK1,),
    (Stage.SEK2,),
    (Stage.TRAINING, Stage.STUDY),
    (Stage.WORK,),
)
STAGE_URIS = {
    Stage.KITA: (KIM_LEVEL + "level_0", OEH_CONTEXT + "elementarbereich"),
    Stage.PRIMARY: (KIM_LEVEL + "level_1", OEH_CONTEXT + "grundschule"),
    Stage.SEK1: (KIM_LEVEL + "level_2", OEH_CONTEXT + "sekundarstufe_1"),
    Stage.SEK2: (KIM_LEVEL + "level_3", OEH_CONTEXT + "sekundarstufe_2"),
    Stage.TRAINING: ("", OEH_CONTEXT + "berufliche_bildung"),
    Stage.STUDY: (KIM_LEVEL + "level_A", OEH_CONTEXT + "hochschule"),
    Stage.WORK: (KIM_LEVEL + "level_C", OEH_CONTEXT + "fortbildung"),
}


class Letter(TextChoices):
    """The four letters of MINT (``bereich``)."""

    M = "m", _("Mathematik")
    I = "i", _("Informatik")  # noqa: E741 - the letter's name
    N = "n", _("Naturwissenschaften")
    T = "t", _("Technik")


class Subject(TextChoices):
    """A school subject."""

    MATHEMATICS = "mathematik", _("Mathematik")
    INFORMATICS = "informatik", _("Informatik")
    BIOLOGY = "biologie", _("Biologie")
    CHEMISTRY = "chemie", _("Chemie")
    PHYSICS = "physik", _("Physik")
    SCIENCE = "naturwissenschaften", _("Naturwissenschaften")
    TECHNOLOGY = "technik", _("Technik")
    ASTRONOMY = "astronomie", _("Astronomie")
    GEOGRAPHY = "geografie", _("Geografie")
    GENERAL = "sachunterricht", _("Sachunterricht")
    MINT = "mint", _("MINT übergreifend")
    CAREERS = "berufsorientierung", _("Berufs- und Studienorientierung")


SUBJECT_URIS = {
    Subject.MATHEMATICS: KIM_SUBJECT + "s1017",
    Subject.INFORMATICS: KIM_SUBJECT + "s1013",
    Subject.BIOLOGY: KIM_SUBJECT + "s1001",
    Subject.CHEMISTRY: KIM_SUBJECT + "s1002",
    Subject.PHYSICS: KIM_SUBJECT + "s1022",
    Subject.SCIENCE: KIM_SUBJECT + "s1052",
    Subject.TECHNOLOGY: KIM_SUBJECT + "s1059",
    Subject.ASTRONOMY: KIM_SUBJECT + "s1040",
    Subject.GEOGRAPHY: KIM_SUBJECT + "s1010",
    Subject.GENERAL: KIM_SUBJECT + "s1028",
    Subject.MINT: KIM_SUBJECT + "s1019",
    Subject.CAREERS: KIM_SUBJECT + "s1049",
}
SUBJECT_LETTERS = {
    Subject.MATHEMATICS: "m",
    Subject.INFORMATICS: "i",
    Subject.BIOLOGY: "n",
    Subject.CHEMISTRY: "n",
    Subject.PHYSICS: "n",
    Subject.SCIENCE: "n",
    Subject.TECHNOLOGY: "t",
    Subject.ASTRONOMY: "n",
    Subject.GEOGRAPHY: "n",
    Subject.GENERAL: "n",
    Subject.MINT: "mint",
    Subject.CAREERS: "",
}


class Format(TextChoices):
    """What kind of offer it is."""

    WORKSHOP = "workshop", _("Workshop oder Kurs")
    LAB = "schuelerlabor", _("Schülerlabor")
    PROJECT_WEEK = "projektwoche", _("Projektwoche")
    HOLIDAYS = "ferien", _("Ferienangebot")
    CLUB = "ag", _("Arbeitsgemeinschaft")
    COMPETITION = "wettbewerb", _("Wettbewerb")
    EXCURSION = "exkursion", _("Exkursion oder Betriebsbesuch")
    OPEN_DAY = "offene-tuer", _("Tag der offenen Tür")
    LOAN = "leihkiste", _("Leihkiste")
    MOBILE = "mobil", _("Mobiles Angebot")
    ONLINE = "online", _("Online-Angebot")
    TEACHER_TRAINING = "fortbildung", _("Fortbildung")
    CAREERS = "berufsorientierung", _("Berufsorientierung")
    ALL_DAY = "ganztag", _("Ganztag")
    MENTORING = "mentoring", _("Mentoring")
    LECTURE = "vorlesung", _("Vorlesung oder Kinder-Uni")
    MATERIAL = "material", _("Unterrichtsmaterial")


class Delivery(TextChoices):
    """Where it happens."""

    ON_SITE = "vor-ort", _("vor Ort beim Anbieter")
    MOBILE = "mobil", _("kommt in die Einrichtung")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("vor Ort und online")


class Focus(TextChoices):
    """What an offer pays special attention to."""

    SUSTAINABILITY = "bne", _("Bildung für nachhaltige Entwicklung")
    AI = "ki", _("Künstliche Intelligenz")
    GIRLS = "maedchen", _("Mädchen")
    INCLUSION = "inklusion", _("Inklusion")
    CAREERS = "berufsorientierung", _("Berufsorientierung")
    LANGUAGE = "sprache", _("Sprache und Integration")
    GIFTED = "hochbegabung", _("Hochbegabung")


class Access(TextChoices):
    """Access facts: what is there."""

    STEP_FREE = "stufenfrei", _("stufenfrei")
    HEARING = "hoeranlage", _("Höranlage")
    QUIET_ROOM = "ruheraum", _("Ruheraum")
    CLOAKROOM = "garderobe", _("Garderobe")
    SNACKS = "imbiss", _("Imbiss")
    EASY_LANGUAGE = "leichte-sprache", _("in Leichter Sprache")
    SIGN_LANGUAGE = "gebaerdensprache", _("in Gebärdensprache")


class Cost(TextChoices):
    """How a price is meant."""

    FREE = "free", _("kostenlos")
    PERSON = "person", _("pro Person")
    GROUP = "group", _("pro Gruppe")


class CostLimit(TextChoices):
    """The price per person one is ready to pay (``kosten``)."""

    FREE = "kostenlos", _("kostenlos")
    TO_5 = "bis-5", _("bis 5 € pro Person")
    TO_10 = "bis-10", _("bis 10 € pro Person")
    TO_20 = "bis-20", _("bis 20 € pro Person")


COST_LIMITS = {CostLimit.FREE: 0, CostLimit.TO_5: 5, CostLimit.TO_10: 10, CostLimit.TO_20: 20}


class Weekday(TextChoices):
    """A day of the week (``wochentag``), Monday first as in ``date.weekday()``."""

    MONDAY = "mo", _("Montag")
    TUESDAY = "di", _("Dienstag")
    WEDNESDAY = "mi", _("Mittwoch")
    THURSDAY = "do", _("Donnerstag")
    FRIDAY = "fr", _("Freitag")
    SATURDAY = "sa", _("Samstag")
    SUNDAY = "so", _("Sonntag")


class Language(TextChoices):
    """A language in which an offer is held (ISO 639-1)."""

    GERMAN = "de", _("Deutsch")
    ENGLISH = "en", _("Englisch")
    FRENCH = "fr", _("Französisch")
    TURKISH = "tr", _("Türkisch")
    UKRAINIAN = "uk", _("Ukrainisch")
    ARABIC = "ar", _("Arabisch")
    POLISH = "pl", _("Polnisch")
    CZECH = "cs", _("Tschechisch")
    RUSSIAN = "ru", _("Russisch")
    DANISH = "da", _("Dänisch")
    DUTCH = "nl", _("Niederländisch")
    SPANISH = "es", _("Spanisch")
    ITALIAN = "it", _("Italienisch")
    ROMANIAN = "ro", _("Rumänisch")
    PERSIAN = "fa", _("Persisch")


def letters_of(subjects: list[str]) -> str:
    """The MINT letters of some subjects, in the order m, i, n, t; "" for careers alone."""
    found = {letter for subject in subjects for letter in SUBJECT_LETTERS[Subject(subject)]}
    return "".join(letter for letter in "mint" if letter in found)
