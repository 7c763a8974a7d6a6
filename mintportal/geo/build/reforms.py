"""What changed between the state of the borders (VG250, 1.1.2016) and today's Kreise.

Sources: Gesetz über die Fusion der Landkreise Göttingen und Osterode am Harz (2016); Thüringer
Gesetze zur freiwilligen Neugliederung (2018) and zur Einkreisung von Eisenach (2019). The same
Kreise got new NUTS-3 codes in NUTS 2021/2024, because their areas changed.
"""

MERGED_KREISE = {
    "03152": "03159",  # Göttingen, 1.11.2016
    "03156": "03159",  # Osterode am Harz, 1.11.2016
    "16056": "16063",  # Eisenach into the Wartburgkreis, 1.7.2021
}

MOVED_GEMEINDEN = {
    ("16063", "Kaltennordheim"): "16066",  # 1.1.2019, to Schmalkalden-Meiningen
    ("16070", "Gehlberg"): "16054",  # 1.1.2019, to Suhl
    ("16070", "Schmiedefeld am Rennsteig"): "16054",
    ("16073", "Piesau"): "16072",  # 1.1.2019, to Sonneberg
    ("16073", "Lichte"): "16072",
}

NUTS3_TODAY = {
    "03159": "DE91C", "07135": "DEB1C", "07140": "DEB1D", "16054": "DEG0S", "16063": "DEG0R",
    "16066": "DEG0Q", "16070": "DEG0T", "16072": "DEG0V", "16073": "DEG0U",
}  # fmt: skip


def kreis_today(ags_2016: str, gemeinde: str) -> str:
    """Return today's Kreis (AGS) of a Gemeinde, given its Kreis of 2016 and its name."""
    moved = MOVED_GEMEINDEN.get((ags_2016, gemeinde))
    return moved or MERGED_KREISE.get(ags_2016, ags_2016)
