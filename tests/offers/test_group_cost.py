"""What an offer costs for a group."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.group_cost import GroupCost
from offers.models import Offer

FREE = Offer(cost="free", group_max=20)
PERSON = Offer(cost="person", amount=Decimal("4.50"), group_max=20)
GROUP = Offer(cost="group", amount=Decimal(120), group_max=20)
ENDLESS = Offer(cost="group", amount=Decimal(120))


@pytest.mark.parametrize(
    ("offer", "text", "size", "groups", "total"),
    [
        (FREE, "28", 28, 2, "0"),
        (PERSON, "28", 28, 2, "126"),
        (PERSON, "1", 1, 1, "4.50"),
        (GROUP, "1", 1, 1, "120"),
        (GROUP, "20", 20, 1, "120"),
        (GROUP, "21", 21, 2, "240"),
        (GROUP, "2000", 2000, 100, "12000"),
        (ENDLESS, "2000", 2000, 1, "120"),
        (GROUP, " 21 ", 21, 2, "240"),
        (GROUP, "      21", 21, 2, "240"),
        (GROUP, "0021", 21, 2, "240"),
        # Nothing typed: the largest group, 25 if there is none, at most 30.
        (GROUP, "", 20, 1, "120"),
        (GROUP, "  ", 20, 1, "120"),
        (ENDLESS, "", 25, 1, "120"),
        (Offer(cost="person", amount=Decimal(2), group_max=80), "", 30, 1, "60"),
    ],
)
def test_costs(offer: Offer, text: str, size: int, groups: int, total: str) -> None:
    assert GroupCost.asked(offer, text) == GroupCost(size, groups, Decimal(total))


@pytest.mark.parametrize(
    "text",
    ["0", "-1", "2001", "abc", "1.5", "1,5", "2 8", "٣", "²", "1e3", "9" * 5000, "0" * 5000 + "1"],
    ids=lambda text: text[:6],
)
def test_what_is_no_size_is_named_and_the_usual_one_taken(text: str) -> None:
    found = GroupCost.asked(GROUP, text)
    assert found.problem == "Geben Sie eine Zahl von 1 bis 2000 ein."
    assert (found.size, found.total) == (20, 120)


@given(st.text(max_size=40))
def test_any_text_gives_a_cost(text: str) -> None:
    found = GroupCost.asked(GROUP, text)
    assert 1 <= found.size <= 2000
    assert found.total == 120 * found.groups
