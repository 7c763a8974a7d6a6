"""Areas that people name but no register lists: what Kreise they are usually said to cover.

Official where there is an official body (Regierungsbezirk, Verband, Planungsgemeinschaft); where
several meanings live side by side, the common one is taken and the answer marked as approximate.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NamedArea:
    """An area: Kreise by AGS; `approximate` if its outline is not that of its Kreise."""

    kreise: tuple[str, ...]
    approximate: bool = False


def _area(kreise: str, *, approximate: bool = False) -> NamedArea:
    return NamedArea(tuple(kreise.split()), approximate)


NAMED_AREAS = {
    # Regierungsbezirk Detmold
    "ostwestfalen lippe": _area("05711 05754 05758 05762 05766 05770 05774"),
    # Regionalverband Ruhr
    "ruhrgebiet": _area(
        "05112 05113 05117 05119 05170 05512 05513 05562 05911 05913 05914 05915 05916 05954 05978"
    ),
    # Verband Region Stuttgart
    "region stuttgart": _area("08111 08115 08116 08117 08118 08119"),
    # Planungsgemeinschaft Westpfalz
    "westpfalz": _area("07312 07317 07320 07333 07335 07336 07340"),
    # Biosphärenreservat: reaches into these Kreise, covers none wholly
    "pfaelzerwald": _area(
        "07312 07313 07316 07317 07332 07333 07335 07337 07340", approximate=True
    ),
    # Planungsverband Region Ingolstadt
    "region ingolstadt": _area("09161 09176 09185 09186"),
    # Wirtschaftsregion: Brandenburg an der Havel, Premnitz, Rathenow
    "westbrandenburg": _area("12051 12063", approximate=True),
    "suedniedersachsen": _area("03153 03155 03159 03255", approximate=True),
    # the corner where Baden, the Elsass and Basel meet
    "dreilaendereck": _area("08336", approximate=True),
    # a village that is part of the town Seeland since 2009
    "gatersleben": _area("15089"),
    # a Landschaft that became the Ortenaukreis
    "ortenau": _area("08317"),
}
"""Folded name → area."""
