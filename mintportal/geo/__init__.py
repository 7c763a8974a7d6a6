"""Places in Germany: postcodes, towns, Kreise and Länder, distances, maps and school holidays.

Knows no region and no offer, touches no database and needs no settings. Its tables lie in `data/`
(built by `mintportal.geo.build`, licences beside them) and are read once, when first needed.
"""
