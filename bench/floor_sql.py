"""The floor's two statements: one for a search, one for an offer. Both are prepared once."""

from collections.abc import Sequence

from bench.asked import Column

# The search: offers with the words that fit at least all asked facets but one, so that the counts
# of an asked facet can leave that facet out. They are read once, then counted and sorted.
SEARCH = """
WITH hit AS MATERIALIZED (
    SELECT r.offer_id, r.next_start, r.region_id, r.institution_id, r.kreis, r.land,
        r.by_arrangement, {columns}, {fits}
    FROM offers_searchtext t JOIN offers_searchrow r ON r.offer_id = t.row_id
    WHERE t.document @@ $1::tsquery
        AND (r.valid_until IS NULL OR r.valid_until >= current_date) AND ({nearly})
), fit AS MATERIALIZED (
    SELECT offer_id, next_start, region_id, institution_id, kreis, land, by_arrangement
    FROM hit WHERE {all_fit}
), sorted AS (
    SELECT offer_id, next_start FROM fit ORDER BY next_start NULLS LAST, offer_id LIMIT 20
), first AS (
    SELECT offer_id, next_start, row_number() OVER () AS place FROM sorted
), counted AS (
    SELECT ARRAY[{counts}] AS counts FROM hit
), dated AS MATERIALIZED (
    SELECT bit_or(1 << d.weekday) | bit_or(CASE WHEN d.in_holidays THEN 128 ELSE 256 END) AS days
    FROM fit JOIN offers_searchdate d ON d.row_id = fit.offer_id GROUP BY fit.offer_id
), regions AS (
    SELECT region_id, count(*) AS n FROM fit GROUP BY 1 ORDER BY n DESC, 1 LIMIT 8
), institutions AS (
    SELECT institution_id, count(*) AS n FROM fit WHERE institution_id IS NOT NULL
    GROUP BY 1 ORDER BY n DESC, 1 LIMIT 8
), kreise AS (
    SELECT kreis, count(*) AS n FROM fit WHERE kreis <> '' GROUP BY 1 ORDER BY n DESC, 1 LIMIT 8
), others(facet, value, label, n) AS (
    SELECT 'land', land, land, count(*) FROM fit WHERE land <> '' GROUP BY land
    UNION ALL SELECT 'vereinbarung', 'ja', 'ja', count(*) FROM fit WHERE by_arrangement
    UNION ALL SELECT 'wochentag', day, day, count(*) FILTER (WHERE days >> number & 1 = 1)
        FROM dated, (VALUES (0, 'mo'), (1, 'di'), (2, 'mi'), (3, 'do'), (4, 'fr'), (5, 'sa'),
            (6, 'so')) AS week(number, day) GROUP BY day
    UNION ALL SELECT 'ferien', 'ja', 'ja', count(*) FROM dated WHERE days & 128 <> 0
    UNION ALL SELECT 'ferien', 'nein', 'nein', count(*) FROM dated WHERE days & 256 <> 0
    UNION ALL SELECT 'region', region_id::text, g.name, n
        FROM regions JOIN regions_region g ON g.id = region_id
    UNION ALL SELECT 'anbieter', institution_id::text, i.name, n
        FROM institutions JOIN partners_institution i ON i.id = institution_id
    UNION ALL SELECT 'kreis', kreis::int::text, kreis, n FROM kreise
)
SELECT CASE WHEN first.place > 1 THEN NULL ELSE (SELECT count(*) FROM fit) END,
    CASE WHEN first.place > 1 THEN NULL ELSE counted.counts END,
    CASE WHEN first.place > 1 THEN NULL
        ELSE (SELECT array_agg(ARRAY[facet, value, label, n::text]) FROM others) END,
    first.offer_id, o.title, o.summary, coalesce(i.name, g.name), g.name, o.town, first.next_start
FROM counted LEFT JOIN first ON true
LEFT JOIN offers_offer o ON o.id = first.offer_id
LEFT JOIN regions_region g ON g.id = o.region_id
LEFT JOIN partners_institution i ON i.id = o.institution_id
ORDER BY first.place
"""
DETAIL = """
SELECT o.title, o.summary, o.description, o.flow, o.duration, o.town, o.plz, o.street,
    o.cost, o.amount, o.group_min, o.group_max, g.name, g.website, i.name, i.website,
    (SELECT coalesce(array_agg(row(d.starts_at, d.ends_at, d.seats, d.seats_taken)::text
            ORDER BY d.starts_at), '{}')
        FROM offers_occurrence d WHERE d.offer_id = o.id AND d.starts_at > now())
FROM offers_offer o JOIN regions_region g ON g.id = o.region_id
LEFT JOIN partners_institution i ON i.id = o.institution_id
WHERE o.id = $1 AND o.status = 'published'
"""
ALL = "true"


def search_sql(columns: Sequence[Column], asked: Sequence[str]) -> str:
    """The statement of a search with masks for the ``asked`` columns: $1 the words, $2 … the masks.

    Names of columns are put into the text, so the caller must know them.
    """
    fits = {name: f"r.{name} & ${place} <> 0" for place, name in enumerate(asked, start=2)}
    return SEARCH.format(
        columns=", ".join(f"r.{column.name}" for column in columns),
        fits=", ".join(f"({test}) AS fits_{name}" for name, test in fits.items()) or "true AS fits",
        nearly=_nearly(list(fits.values())),
        all_fit=_all_but("", asked),
        counts=", ".join(
            f"count(*) FILTER (WHERE {_all_but(column.name, asked)} AND {column.name} & {bit} <> 0)"
            for column in columns
            for bit in (1 << place for place in range(len(column.words)))
        ),
    )


def _all_but(left_out: str, asked: Sequence[str]) -> str:
    return " AND ".join(f"fits_{name}" for name in asked if name != left_out) or ALL


def _nearly(tests: list[str]) -> str:
    """At most one of the tests fails."""
    if len(tests) < 2:
        return ALL
    return " OR ".join(
        f"({' AND '.join(test for place, test in enumerate(tests) if place != left_out)})"
        for left_out in range(len(tests))
    )
