"""Classes of a choropleth: equal numbers of areas in each, zero apart."""

from collections.abc import Mapping

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mintportal.geo.maps.model import LegendStep, value_text

MOST_CLASSES = 5


def classes(values: Mapping[str, float]) -> tuple[dict[str, str], tuple[LegendStep, ...]]:
    """Return key → tone („t0“ … „t5“) and the legend. Zero and below is „t0“.

    Limits lie at quantiles of the positive values; few different values give fewer classes.
    """
    positive = sorted(value for value in values.values() if value > 0)
    limits = _limits(positive)
    tones = {key: f"t{_class(value, limits)}" for key, value in values.items()}
    steps = [LegendStep("t0", "0")] if any(value <= 0 for value in values.values()) else []
    for number, limit in enumerate(limits, start=1):
        inside = [value for value in positive if _class(value, limits) == number]
        low, high = value_text(inside[0]), value_text(limit)
        text = low if low == high else format_lazy(_("{low} bis {high}"), low=low, high=high)
        steps.append(LegendStep(f"t{_shade(number, len(limits))}", text))
    spread = {f"t{n}": f"t{_shade(n, len(limits))}" for n in range(1, len(limits) + 1)}
    return {key: spread.get(tone, tone) for key, tone in tones.items()}, tuple(steps)


def _limits(positive: list[float]) -> list[float]:
    if not positive:
        return []
    cuts = [len(positive) * n // MOST_CLASSES for n in range(1, MOST_CLASSES + 1)]
    return sorted({positive[max(0, cut - 1)] for cut in cuts} | {positive[-1]})


def _class(value: float, limits: list[float]) -> int:
    if value <= 0:
        return 0
    return next(number for number, limit in enumerate(limits, start=1) if value <= limit)


def _shade(number: int, of: int) -> int:
    """Spread fewer classes over the five shades: 1 of 1 → 3, 1 and 2 of 2 → 1 and 5."""
    return 3 if of == 1 else round(1 + (number - 1) * (MOST_CLASSES - 1) / (of - 1))
