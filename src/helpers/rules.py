"""Rules of a station: thresholds, weights and policies, each with where its value came from.

A value is looked up in the order industry preset → ``company.yml`` → parameter; the last one
given wins, and the report prints which it was.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from helpers.errors import Problem, RulesError
from helpers.language import Message, Words, msg

PRESETS = Path(__file__).parent / "presets"
ORIGINS = {
    "default": msg("default"),
    "preset": msg("industry preset"),
    "company": msg("company.yml"),
    "parameter": msg("parameter of this run"),
}

#: What the values of rules that are chosen from a list mean.
CHOICES = {
    "auto": msg("automatic"),
    "china": msg("China's"),
    "none": msg("none"),
    "include": msg("included"),
    "leave_out": msg("left out"),
    "size": msg("by size"),
    "region": msg("by region"),
    "industry": msg("by industry"),
}


@dataclass(frozen=True)
class Rule:
    """One rule: its default, its kind, and what values make sense.

    ``unit`` is one of :data:`helpers.quantity.UNITS` or ``choice``/``yesno``.
    """

    name: str
    default: Any
    title: Message
    unit: str = "number"
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()

    def problem(self, value: Any) -> Message | None:
        """What is wrong with a value, or ``None``."""
        if self.choices:
            if value not in self.choices:
                return msg("{value} is not one of {choices}", value=repr(value), choices=", ".join(self.choices))
            return None
        if isinstance(self.default, bool) or isinstance(value, bool):
            if not (isinstance(self.default, bool) and isinstance(value, bool)):
                return msg(
                    "{value} is not of the type of the default {default}", value=repr(value), default=repr(self.default)
                )
            return None
        if not isinstance(value, (int, float)) or value != value:
            return msg("{value} is not a number", value=repr(value))
        if isinstance(self.default, int) and not float(value).is_integer():
            return msg("{value} is not a whole number", value=repr(value))
        if (self.low is not None and value < self.low) or (self.high is not None and value > self.high):
            return msg("{value} is outside {low} to {high}", value=repr(value), low=self.low, high=self.high)
        return None


@dataclass(frozen=True)
class RuleValue:
    """A rule's value in force and its origin (a key of :data:`ORIGINS`)."""

    value: Any
    origin: str


@dataclass(frozen=True)
class RuleSchema:
    """All rules of one station, versioned: raise the version when a meaning changes."""

    station: str
    version: int
    rules: tuple[Rule, ...]

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def named(self, name: str) -> Rule:
        return next(rule for rule in self.rules if rule.name == name)


@dataclass(frozen=True)
class Rules(Mapping):
    """Rules in force: ``rules["abc_a"]`` is the value, ``rules.origin("abc_a")`` where from."""

    schema: RuleSchema
    values: Mapping[str, RuleValue]

    def __getitem__(self, name: str) -> Any:
        return self.values[name].value

    def __iter__(self):
        return iter(self.values)

    def __len__(self) -> int:
        return len(self.values)

    def origin(self, name: str) -> str:
        return self.values[name].origin

    @property
    def changed(self) -> int:
        """How many values came from company.yml or a parameter."""
        return sum(value.origin in ("company", "parameter") for value in self.values.values())

    @property
    def hash(self) -> str:
        """Hash of station, version and values (not of where they came from)."""
        text = json.dumps([self.schema.station, self.schema.version, dict(self)], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    def with_(self, **changes: Any) -> Rules:
        """The same rules with some values given as parameters, checked."""
        return resolve(self.schema, base=self.values, parameters=changes)


@dataclass(frozen=True)
class Preset:
    """What is usual in an industry: wording, the tables to expect, the rules."""

    id: str
    title: Words
    expects: tuple[str, ...]
    rules: Mapping[str, Mapping[str, Any]]
    wording: Mapping[str, Mapping[str, str]]


@cache
def preset(industry: str) -> Preset:
    """The preset of an industry.

    Raises
    ------
    RulesError
        When there is no such preset; the message lists those there are.
    """
    import yaml

    path = PRESETS / f"{industry}.yml"
    if industry not in industries():
        raise RulesError(
            Problem(
                file="company.yml",
                column="industry",
                what=msg("There is no industry preset called {industry}.", industry=repr(industry)),
                do=msg("Take one of: {known}.", known=", ".join(industries())),
            )
        )
    raw = yaml.safe_load(path.read_text("utf-8"))
    return Preset(
        industry, Words(**raw["title"]), tuple(raw.get("expects", ())), raw.get("rules", {}), raw.get("wording", {})
    )


@cache
def industries() -> tuple[str, ...]:
    """Names of all industry presets."""
    return tuple(sorted(path.stem for path in PRESETS.glob("*.yml")))


def resolve(
    schema: RuleSchema,
    *,
    industry: str | None = None,
    company: Mapping[str, Any] | None = None,
    parameters: Mapping[str, Any] | None = None,
    base: Mapping[str, RuleValue] | None = None,
) -> Rules:
    """Rules in force for one station.

    Raises
    ------
    RulesError
        With every unknown name (and the nearest known one) and every value out of range.
    """
    values = dict(base or {rule.name: RuleValue(rule.default, "default") for rule in schema})
    problems = []
    usual = preset(industry).rules.get(schema.station, {}) if industry else {}
    for origin, given in (("preset", usual), ("company", company or {}), ("parameter", parameters or {})):
        for name, value in given.items():
            if name not in values:
                near = difflib.get_close_matches(name, list(values), n=1)
                do = (
                    msg("Did you mean {near}?", near=near[0])
                    if near
                    else msg("Known rules: {known}.", known=", ".join(sorted(values)))
                )
                what = msg("Station {station} has no rule called {name}.", station=schema.station, name=repr(name))
            elif wrong := schema.named(name).problem(value):
                what = msg("Rule {name}: {wrong}.", name=name, wrong=wrong)
                do = msg("The default is {default}.", default=repr(schema.named(name).default))
            else:
                values[name] = RuleValue(value, origin)
                continue
            problems.append(Problem(what=what, do=do, file="company.yml" if origin == "company" else "", column=name))
    if problems:
        raise RulesError(problems)
    return Rules(schema, values)
