"""schema.org data for search engines, as a data block that no browser runs."""

import json
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def _without_empty(data: Any) -> Any:
    if isinstance(data, dict):
        kept = {key: _without_empty(value) for key, value in data.items()}
        return {key: value for key, value in kept.items() if value not in (None, "", [], {})}
    if isinstance(data, list):
        return [_without_empty(one) for one in data]
    return data


def script(data: dict[str, Any]) -> SafeString:
    """The data without empty parts; nothing in it can close the block."""
    text = json.dumps(
        {"@context": "https://schema.org", **_without_empty(data)}, ensure_ascii=False
    )
    safe = mark_safe(text.translate(ESCAPES))  # noqa: S308 - <, > and & are escaped
    return format_html('<script type="application/ld+json">{}</script>', safe)
