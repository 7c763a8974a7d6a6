"""Pages: content, queries, htmx, bad input."""
