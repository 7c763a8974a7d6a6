"""A search that would take too long is ended, with a page that says so."""

import psycopg2
from django.db import connection
from django.test import Client

ADDRESS = ("dbname", "user", "password", "host", "port")


def test_a_search_that_takes_too_long_is_ended_with_a_sentence(db: None) -> None:
    known = connection.get_connection_params()
    address = {key: known[key] for key in ADDRESS if known.get(key)}
    other = psycopg2.connect(**address)
    try:
        with other.cursor() as cursor:
            cursor.execute("LOCK TABLE offers_searchtext IN ACCESS EXCLUSIVE MODE")
            response = Client().get("/angebote/?q=%22lange+Suche%22")
    finally:
        other.close()
    assert response.status_code == 503
    assert response["Retry-After"] == "60"
    assert "Das hat zu lange gedauert" in response.content.decode()
