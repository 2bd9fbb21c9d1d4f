"""How persons are shown where a page may travel: by their part or their initials, by name only where that is asked for."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from helpers.language import msg
from helpers.quantity import is_missing
from helpers.rules import Rule

if TYPE_CHECKING:
    from helpers.station import ResultTable, StationResult

#: Unit of a column that holds names of persons of whom something is said.
COLUMNS = ("rater",)
#: The rule by which names are shown; off unless somebody turns it on.
NAME_PEOPLE = "name_people"
RULE = Rule(NAME_PEOPLE, False, msg("Persons of whom something is said are named; else part or initials"), "yesno")
#: Between a person's part in the firm and the name: “Head of sales·Wang Li”.
PART = re.compile(r"\s*[·・|/:：]\s*|\s+[-–—]\s+")
CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def initials(name: str) -> str:
    """A person without the name: the part where one is said with it, else the first sign or the initials.

    >>> initials("Head of sales·Wang Li"), initials("Wang Li"), initials("王建国")
    ('Head of sales', 'W. L.', '王××')
    """
    name = " ".join(str(name).split())
    part = PART.split(name, maxsplit=1)
    if len(part) > 1 and part[0]:
        return part[0]
    if CHINESE.match(name):
        return f"{name[0]}××"
    return " ".join(f"{word[0]}." for word in re.findall(r"\w+", name)[:3]) or "×"


def covered(result: StationResult, name: str) -> ResultTable:
    """A table of a result as it may be shown: persons by part or initials unless the rules name them.

    Two persons who would look alike are told apart by a number.
    """
    table = result.tables[name]
    columns = [column for column in COLUMNS if column in table.columns and column in table.rows]
    if not columns or result.rules.get(NAME_PEOPLE, False):
        return table
    rows = table.rows.copy()
    for column in columns:
        shown: dict[str, str] = {}
        for person in sorted({str(value) for value in rows[column] if not is_missing(value)}):
            short = initials(person)
            alike = sum(text == short or text.startswith(f"{short} (") for text in shown.values())
            shown[person] = f"{short} ({alike + 1})" if alike else short
        rows[column] = rows[column].map(lambda value, told=shown: value if is_missing(value) else told[str(value)])
    return dataclasses.replace(table, rows=rows)
