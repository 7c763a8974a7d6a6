"""Files and functions stay small, and the house has no rooms for odds and ends."""

import ast
from pathlib import Path
from statistics import quantiles

import pytest

from tests.house.sources import COMPONENTS, PYTHON, TESTS, read

LONGEST_FILE, LONGEST_FUNCTION, LONGEST_COMPONENT, LONGEST_TEST = 300, 40, 40, 600
USUAL_FILE, USUAL_FUNCTION = 200, 20
BANNED_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "services",
    "service",
    "misc",
    "signals",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def lines(path: Path) -> int:
    return len(read(path).splitlines())


def functions(path: Path) -> list[Function]:
    return [one for one in ast.walk(ast.parse(read(path))) if isinstance(one, Function)]


def length(function: Function) -> int:
    return function.end_lineno - function.lineno + 1


def ninth_tenth(numbers: list[int]) -> float:
    """What nine of ten do not exceed."""
    return quantiles(numbers, n=10)[-1]


def test_there_is_something_to_measure() -> None:
    assert Path("offers/rules.py") in PYTHON
    assert Path("templates/components/offer_card.html") in COMPONENTS
    assert len(PYTHON) > 100
    assert not any("migrations" in path.parts for path in PYTHON)


def test_no_file_is_too_long() -> None:
    assert {str(path): lines(path) for path in PYTHON if lines(path) > LONGEST_FILE} == {}
    assert {str(path): lines(path) for path in TESTS if lines(path) > LONGEST_TEST} == {}


def test_no_function_is_too_long() -> None:
    assert {
        f"{path}: {one.name}": length(one)
        for path in PYTHON
        for one in functions(path)
        if length(one) > LONGEST_FUNCTION
    } == {}


def test_files_and_functions_are_usually_short() -> None:
    files = [lines(path) for path in PYTHON if lines(path) > 1]
    assert ninth_tenth(files) <= USUAL_FILE
    assert (
        ninth_tenth([length(one) for path in PYTHON for one in functions(path)]) <= USUAL_FUNCTION
    )


def test_components_are_short() -> None:
    assert {str(path): lines(path) for path in COMPONENTS if lines(path) > LONGEST_COMPONENT} == {}


def test_imports_stand_at_the_top() -> None:
    assert [
        f"{path}:{inner.lineno}"
        for path in PYTHON
        for one in functions(path)
        for inner in ast.walk(one)
        if isinstance(inner, (ast.Import, ast.ImportFrom))
    ] == []


def test_no_rooms_for_odds_and_ends() -> None:
    assert [str(path) for path in PYTHON if BANNED_NAMES & {*path.parts, path.stem}] == []


def test_no_signals() -> None:
    used = []
    for path in PYTHON:
        for one in ast.walk(ast.parse(read(path))):
            names = [alias.name for alias in one.names] if isinstance(one, ast.Import) else []
            if isinstance(one, ast.ImportFrom):
                names = [f"{one.module}.{alias.name}" for alias in one.names]
            used += [f"{path}: {name}" for name in names if "signals" in name.split(".")]
    assert used == []


def test_nothing_happens_in_save_or_delete() -> None:
    """An action's body holds all that happens."""
    assert [
        f"{path}: {owner.name}.{one.name}"
        for path in PYTHON
        for owner in ast.walk(ast.parse(read(path)))
        if isinstance(owner, ast.ClassDef)
        for one in owner.body
        if isinstance(one, Function) and one.name in {"save", "asave", "delete", "adelete"}
    ] == []


@pytest.mark.parametrize("path", PYTHON, ids=str)
def test_module_says_what_it_is(path: Path) -> None:
    assert read(path) == "" or ast.get_docstring(ast.parse(read(path)))


def test_every_package_says_what_it_is() -> None:
    homes = {path.parent for path in PYTHON}
    assert [str(home) for home in homes if home / "__init__.py" not in PYTHON] == []


def test_every_action_and_rule_says_what_it_does() -> None:
    silent = [
        f"{path}: {one.name}"
        for path in PYTHON
        if "actions" in path.parts or path.name == "rules.py"
        for one in ast.parse(read(path)).body
        if isinstance(one, (*Function.__args__, ast.ClassDef))
        and not one.name.startswith("_")
        and not ast.get_docstring(one)
    ]
    assert silent == []


def test_every_action_says_by_whom() -> None:
    """``by=`` is keyword-only, so that nobody passes a user by accident of order."""
    missing = [
        f"{path}: {one.name}"
        for path in PYTHON
        if path.parent.name == "actions"
        for one in ast.parse(read(path)).body
        if isinstance(one, Function) and not one.name.startswith("_")
        if "by" not in {argument.arg for argument in one.args.kwonlyargs}
    ]
    assert missing == []


def test_every_action_is_one_transaction() -> None:
    loose = [
        f"{path}: {one.name}"
        for path in PYTHON
        if path.parent.name == "actions"
        for one in ast.parse(read(path)).body
        if isinstance(one, Function) and not one.name.startswith("_")
        if "transaction.atomic" not in map(ast.unparse, one.decorator_list)
    ]
    assert loose == []
