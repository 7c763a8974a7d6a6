"""The answer to a question, asked of the source tables in plain and slow SQL.

It shares nothing with the portal's search or with the floor but the words (`tsquery`): no bit
masks, no projection of facets, and each facet counted by a query of its own.
"""

from typing import Any

from bench.asked import Answer, Asked

# All published offers with the words, and for each facet the words under which it is found.
MATCHING = """
WITH priced AS (
    SELECT o.*, CASE o.cost WHEN 'free' THEN 0 WHEN 'person' THEN o.amount
        ELSE o.amount / coalesce(o.group_max, 25) END AS price
    FROM offers_offer o JOIN offers_searchtext t ON t.row_id = o.id
    WHERE o.status = 'published' AND (o.valid_until IS NULL OR o.valid_until >= current_date)
        AND t.document @@ %(tsquery)s::tsquery
), matching AS MATERIALIZED (
    SELECT id, region_id, institution_id, stages AS stufe, subjects AS fach,
        focuses AS schwerpunkt, access AS merkmal, languages AS sprache,
        ARRAY[format] AS format, array_remove(ARRAY[land], '') AS land,
        array_remove(ARRAY[region_id::text], NULL) AS region,
        array_remove(ARRAY[institution_id::text], NULL) AS anbieter,
        array_remove(ARRAY[nullif(kreis, '')::int::text], NULL) AS kreis,
        CASE WHEN by_arrangement THEN ARRAY['ja'] END AS vereinbarung,
        CASE delivery WHEN 'hybrid' THEN ARRAY['hybrid', 'vor-ort', 'online']
            ELSE ARRAY[delivery] END AS durchfuehrung,
        array_remove(ARRAY[
            CASE WHEN price <= 0 THEN 'kostenlos' END, CASE WHEN price <= 5 THEN 'bis-5' END,
            CASE WHEN price <= 10 THEN 'bis-10' END, CASE WHEN price <= 20 THEN 'bis-20' END
        ], NULL) AS kosten,
        array_remove(ARRAY[
            CASE WHEN subjects && ARRAY['mathematik', 'mint']::varchar[] THEN 'm' END,
            CASE WHEN subjects && ARRAY['informatik', 'mint']::varchar[] THEN 'i' END,
            CASE WHEN subjects && ARRAY['biologie', 'chemie', 'physik', 'naturwissenschaften',
                'astronomie', 'geografie', 'sachunterricht', 'mint']::varchar[] THEN 'n' END,
            CASE WHEN subjects && ARRAY['technik', 'mint']::varchar[] THEN 't' END
        ], NULL) AS bereich,
        ARRAY(SELECT grade::text FROM generate_series(0, 13) AS grade WHERE
            CASE WHEN grade_min IS NOT NULL AND grade_max IS NOT NULL
                THEN grade BETWEEN grade_min AND grade_max
            ELSE CASE WHEN grade = 0 THEN 'kita'
                WHEN grade <= CASE WHEN land IN ('BE', 'BB') THEN 6 ELSE 4 END THEN 'grundschule'
                WHEN grade <= 10 THEN 'sek1' ELSE 'sek2' END = ANY(stages) END) AS klasse
    FROM priced
)
"""
PAGE = """
SELECT id, (SELECT min(starts_at) FROM offers_occurrence d
    WHERE d.offer_id = matching.id AND NOT d.is_cancelled AND d.starts_at > now()) AS next_start
FROM matching WHERE {chosen} ORDER BY next_start NULLS LAST, id
"""
COUNT = """
SELECT '{facet}', word, count(*) FROM matching, unnest(matching.{facet}) AS word
WHERE {chosen} GROUP BY word
"""
# Of regions, institutions and Kreise the eight with the most offers.
LEADERS = """
(SELECT '{facet}', word, count(*) AS n FROM matching, unnest(matching.{facet}) AS word
WHERE {chosen} GROUP BY word ORDER BY n DESC, word::int LIMIT 8)
"""
WEEKDAYS = """
SELECT 'wochentag', (ARRAY['mo', 'di', 'mi', 'do', 'fr', 'sa', 'so'])[
        extract(isodow FROM d.starts_at AT TIME ZONE 'Europe/Berlin')::int] AS word,
    count(DISTINCT matching.id)
FROM matching JOIN offers_occurrence d ON d.offer_id = matching.id
WHERE NOT d.is_cancelled AND d.starts_at > now() AND {chosen} GROUP BY word
"""
# The calendar of school holidays is in no table but this.
HOLIDAYS = """
SELECT 'ferien', CASE WHEN d.in_holidays THEN 'ja' ELSE 'nein' END AS word,
    count(DISTINCT matching.id)
FROM matching JOIN offers_searchdate d ON d.row_id = matching.id WHERE {chosen} GROUP BY word
"""
FACETS = (
    *("stufe", "bereich", "kosten", "format", "durchfuehrung", "fach", "schwerpunkt"),
    *("merkmal", "sprache", "klasse", "land", "vereinbarung"),
)
STATEMENTS = (
    *((facet, COUNT) for facet in FACETS),
    *((facet, LEADERS) for facet in ("region", "anbieter", "kreis")),
    ("wochentag", WEEKDAYS),
    ("ferien", HOLIDAYS),
)


def answer(cursor: Any, asked: Asked) -> Answer:
    """What portal and floor should answer, counts of 0 left out; the cursor is psycopg2's own."""
    values: dict[str, Any] = {"tsquery": asked.tsquery}
    values |= {name: list(words) for name, words in asked.facets.items()}
    cursor.execute(MATCHING + PAGE.format(chosen=_chosen(asked)), values)
    ids = [row[0] for row in cursor.fetchall()]
    each = (sql.format(facet=facet, chosen=_chosen(asked, facet)) for facet, sql in STATEMENTS)
    cursor.execute(MATCHING + " UNION ALL ".join(each), values)
    counts: dict[str, dict[str, int]] = {facet: {} for facet, _ in STATEMENTS}
    for facet, word, count in cursor.fetchall():
        counts[facet][word] = count
    return Answer(len(ids), tuple(ids[:20]), counts)


def _chosen(asked: Asked, but: str = "") -> str:
    """The condition of all chosen facets but one."""
    tests = [f"matching.{name}::text[] && %({name})s" for name in asked.facets if name != but]
    return " AND ".join(tests) or "true"
