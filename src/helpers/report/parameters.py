"""What a notebook may be given: read from its ``parameters`` cell, checked before a kernel starts.

Papermill itself runs misspelt and mistyped parameters; here each is an error with the nearest
known name.
"""

from __future__ import annotations

import ast
import datetime as dt
import difflib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.errors import CourseError, ParameterError, Problem
from helpers.language import Message, msg
from helpers.person import NAME_PEOPLE
from helpers.rules import resolve
from helpers.station import CHAIN, Station, station

TYPES = {
    str: msg("a text"),
    int: msg("a whole number"),
    float: msg("a number"),
    bool: msg("yes or no (True, False)"),
    dict: msg("names with values, such as {example}", example='{"name": 0.5}'),
    list: msg("a list"),
}


def declared(notebook: Mapping[str, Any], name: str) -> dict[str, Any]:
    """Parameters and defaults of a notebook, from its cell tagged ``parameters``.

    Raises
    ------
    ParameterError
        When there is not exactly one such cell, or it holds more than plain assignments.
    """
    cells = [cell for cell in notebook["cells"] if "parameters" in cell["metadata"].get("tags", [])]
    do = msg("A notebook has one cell tagged `parameters`, with lines such as `company = …` and nothing else.")
    if len(cells) != 1:
        raise ParameterError(
            Problem(what=msg("The notebook does not have exactly one parameters cell."), do=do, file=name)
        )
    found = {}
    source = cells[0]["source"]
    try:
        for line in ast.parse(source if isinstance(source, str) else "".join(source)).body:
            if not isinstance(line, ast.Assign) or len(line.targets) != 1 or not isinstance(line.targets[0], ast.Name):
                raise ValueError
            found[line.targets[0].id] = ast.literal_eval(line.value)
    except (SyntaxError, ValueError):
        raise ParameterError(
            Problem(
                what=msg("The parameters cell holds more than plain values."), do=do, file=name, column=cells[0]["id"]
            )
        ) from None
    return found


def check(given: Mapping[str, Any], known: Mapping[str, Any], name: str) -> dict[str, Any]:
    """All parameters of a notebook with the given ones filled in.

    Raises
    ------
    ParameterError
        With every unknown name (and the nearest known one) and every value of another type.
    """
    problems = []
    for key, value in given.items():
        if key not in known:
            near = difflib.get_close_matches(key, list(known), n=1)
            do: Message = (
                msg("Did you mean {near}?", near=near[0])
                if near
                else msg("Take one of: {known}.", known=", ".join(known))
            )
            problems.append(
                Problem(
                    what=msg("The notebook has no parameter called {name}.", name=repr(key)),
                    do=do,
                    file=name,
                    column=key,
                )
            )
            continue
        kind = type(known[key])
        fits = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            fits = True
        if not fits:
            problems.append(
                Problem(
                    what=msg("The parameter {name} cannot be {value}.", name=key, value=_shown(value)),
                    do=msg("Give {kind}.", kind=TYPES.get(kind, Message(kind.__name__))),
                    file=name,
                    column=key,
                )
            )
        elif key == "as_of" and value:
            problems += [problem for problem in [day_problem(value, name)] if problem]
    if problems:
        raise ParameterError(problems)
    return {**known, **given}


def day_problem(value: str, file: str = "") -> Problem | None:
    """What is wrong with an as-of date, or ``None``."""
    try:
        if dt.date.fromisoformat(value).isoformat() == value:
            return None
    except ValueError:
        pass
    return Problem(
        what=msg("{value} is not a date.", value=_shown(value)),
        do=msg("Write it as 2025-12-31."),
        file=file,
        column="as_of",
    )


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "…"


def numbered() -> dict[int, Station]:
    """Stations by their number, which is also the number of their notebook."""
    return {which.number: which for which in map(station, CHAIN)}


def of_notebook(path: Path) -> Station | None:
    """The station that a notebook teaches: the one of its number, ``None`` when there is none."""
    head = path.name.split("_", 1)[0]
    return numbered().get(int(head)) if head.isdigit() else None


def rules_by_station(given: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Rules given for a run, by station, each known and in range.

    Raises
    ------
    ParameterError, RulesError
        With all that are not.
    """
    problems = []
    for name, values in given.items():
        if name not in CHAIN:
            near = difflib.get_close_matches(name, CHAIN, n=1)
            do = (
                msg("Did you mean {near}?", near=near[0])
                if near
                else msg("Take one of: {known}.", known=", ".join(CHAIN))
            )
            problems.append(Problem(what=msg("There is no station called {name}.", name=repr(name)), do=do))
            continue
        try:
            resolve(station(name).rules, parameters=values)
        except CourseError as error:
            problems += error.problems
    if problems:
        raise ParameterError(problems)
    return {name: dict(values) for name, values in given.items()}


def parse_rules(texts: list[str] | tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """``station.rule=value`` from a command line, by station; values are numbers, true/false or words.

    Raises
    ------
    ParameterError
        With every text that is not of that shape.
    """
    found: dict[str, dict[str, Any]] = {}
    problems = []
    for text in texts:
        name, equals, value = text.partition("=")
        where, dot, rule = name.strip().partition(".")
        if not (equals and dot and where and rule):
            problems.append(
                Problem(
                    what=msg("{value} is not a rule with a value.", value=repr(text)),
                    do=msg(
                        "Write it as station.rule=value, for example {example}.", example="classification.abc_a=0.7"
                    ),
                )
            )
            continue
        found.setdefault(where, {})[rule.strip()] = scalar(value.strip())
    if problems:
        raise ParameterError(problems)
    return found


def naming(rules: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The same rules, with persons named by every station that knows the rule."""
    known = [name for name in CHAIN if any(rule.name == NAME_PEOPLE for rule in station(name).rules)]
    return {**{name: dict(values) for name, values in rules.items()}, **{name: {**rules.get(name, {}), NAME_PEOPLE: True} for name in known}}  # fmt: skip


def scalar(text: str) -> Any:
    """A number, true or false where the text is one, else the text itself."""
    try:
        value = json.loads(text)
    except ValueError:
        return text
    return value if isinstance(value, (bool, int, float)) else text
