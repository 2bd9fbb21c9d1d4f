"""Exercises on any firm: ``task = exercise("1.2.a", result)``, then ``task.check(answer)``.

Exercises lie in ``helpers.workbook.exercises``, one module a station; their solutions there are the
only source, and the notebooks of ``workbook/`` ask the questions.
"""

from __future__ import annotations

import difflib
from functools import cache
from typing import TYPE_CHECKING

from helpers.errors import ParameterError, Problem
from helpers.language import msg

if TYPE_CHECKING:
    from helpers.station import StationResult
    from helpers.workbook.exercise import Exercise, Task


@cache
def all_exercises() -> dict[str, Exercise]:
    """All exercises by id."""
    from helpers.workbook.exercises import classification, diagnosis

    return {each.id: each for module in (diagnosis, classification) for each in module.EXERCISES}


def exercise(id: str, result: StationResult) -> Task:
    """The exercise of that id on a firm's result.

    Raises
    ------
    ParameterError
        When there is no such exercise, or the result is another station's.
    """
    from helpers.workbook.exercise import Task

    if id not in all_exercises():
        near = difflib.get_close_matches(id, all_exercises(), n=1)
        raise ParameterError(
            Problem(
                what=msg("There is no exercise {id}.", id=repr(id)),
                do=msg("Did you mean {near}?", near=near[0])
                if near
                else msg("Take one of: {known}.", known=", ".join(all_exercises())),
            )
        )
    return Task(all_exercises()[id], result)
