"""What an exercise is: it computes the truth from the data at hand, so it also holds on one's own firm.

Three kinds. *Compute*: the answer is a number. *Decide*: many answers are right, and each must keep
certain promises. *Judge*: the answer is a text, and the reader compares it with a rubric, an
exemplar and a counter-example. "Not attempted" is not "wrong".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from helpers.errors import ParameterError, Problem
from helpers.language import Message, current, msg
from helpers.quantity import Quantity, minor_digits
from helpers.show import Html
from helpers.station import StationResult

CORRECT, NOT_YET, NOT_ATTEMPTED, NO_DATA, COMPARE = "correct", "not-yet", "not-attempted", "no-data", "compare"
HEADS = {
    CORRECT: msg("Correct."),
    NOT_YET: msg("Not yet."),
    NOT_ATTEMPTED: msg("Not attempted yet: put your answer in place of the three dots and run the cell again."),
    NO_DATA: msg("This firm's data do not carry the exercise."),
    COMPARE: msg("Compare it yourself, point by point:"),
}


#: Larger units in which tables show money, and answers may be.
UNITS = (
    (10**4, msg("ten thousands")),
    (10**3, msg("thousands")),
    (10**6, msg("millions")),
    (10**8, msg("hundreds of millions")),
)


@dataclass(frozen=True)
class Verdict:
    """What a check says: its kind, and the sentences that explain it."""

    kind: str
    lines: tuple[Message, ...] = ()

    @property
    def correct(self) -> bool:
        return self.kind == CORRECT

    def render(self, lang: str | None = None) -> str:
        lang = lang or current()
        parts = [HEADS[self.kind].render(lang), *(line.render(lang) for line in self.lines)]
        return ("" if lang == "zh" else " ").join(parts)

    def _repr_mimebundle_(self, include=None, exclude=None):
        return {"text/plain": self.render(), "text/html": self.html()}

    def html(self, lang: str | None = None) -> str:
        """The verdict in bold, each sentence that explains it on a line of its own."""
        lang = lang or current()
        lines = "".join(f"<br>{escape(line.render(lang))}" for line in self.lines)
        return f'<p class="verdict {self.kind}"><strong>{escape(HEADS[self.kind].render(lang))}</strong>{lines}</p>'


@dataclass(frozen=True)
class Exercise:
    """What all kinds share.

    Attributes
    ----------
    id
        Id of the course map and a letter: ``1.2.a``.
    station
        The station whose result holds the truth.
    hint, solution
        Sentences; their gaps are filled from ``numbers(result)``.
    numbers
        Quantities of the solution, computed from the result; empty where the data carry none.
    """

    id: str
    station: str
    hint: Message
    solution: Message
    numbers: Callable[[StationResult], Mapping[str, Quantity | Message]]

    def verdict(self, answer: Any, result: StationResult) -> Verdict:
        raise NotImplementedError


@dataclass(frozen=True)
class Compute(Exercise):
    """The answer is the quantity ``asked``; right within ``tolerance`` of it (relative), or half a
    percentage point for shares, which may also be given as percent."""

    asked: str = "answer"
    tolerance: float = 0.01

    def verdict(self, answer: Any, result: StationResult) -> Verdict:
        truth = self.numbers(result).get(self.asked)
        if truth is None or truth.value is None:
            return Verdict(NO_DATA)
        value = number(answer)
        if value is None:
            return Verdict(NOT_YET, (msg("The answer should be a number, such as {example}.", example="12.5"),))
        wanted = float(truth.value)
        if truth.unit == "money":
            value *= 10 ** minor_digits(truth.currency)
        near = max(abs(wanted) * self.tolerance, 0.005 if truth.unit == "share" else 0)
        if abs(value - wanted) <= near + 1e-12:
            return Verdict(CORRECT)
        if truth.unit == "share" and abs(value / 100 - wanted) <= near:
            return Verdict(CORRECT, (msg("You wrote it in percent; as a share it lies between zero and one."),))
        if truth.unit == "money":
            for power, unit in UNITS:
                if abs(value * power - wanted) <= near:
                    return Verdict(CORRECT, (msg("Read in {unit}.", unit=unit),))
        if truth.unit == "share" and abs(value) > 1 >= abs(wanted):  # meant in percent
            value /= 100
        line = msg("It is less than that.") if value > wanted else msg("It is more than that.")
        return Verdict(NOT_YET, (line,))


@dataclass(frozen=True)
class Promise:
    """One thing that a good decision keeps, and what to say where it does not; without one that is ``needed`` the
    others are not looked at."""

    kept: Callable[[Any, StationResult], bool]
    otherwise: Message
    needed: bool = False


@dataclass(frozen=True)
class Decide(Exercise):
    """The answer is right when it keeps every promise; the first ones broken are told."""

    promises: Sequence[Promise] = ()

    def verdict(self, answer: Any, result: StationResult) -> Verdict:
        if not self.numbers(result):
            return Verdict(NO_DATA)
        try:
            broken = []
            for promise in self.promises:
                if not promise.kept(answer, result):
                    broken.append(promise.otherwise)
                    if promise.needed:
                        break
        except (TypeError, ValueError, KeyError, IndexError, AttributeError):
            return Verdict(
                NOT_YET, (msg("The answer has another form than asked for; see the example in the question."),)
            )
        return Verdict(NOT_YET, tuple(broken)) if broken else Verdict(CORRECT)


@dataclass(frozen=True)
class Judge(Exercise):
    """The answer is a text; after an attempt the rubric, an exemplar and a counter-example are shown."""

    rubric: Sequence[Message] = ()
    exemplar: Message = Message("")
    counter: Message = Message("")
    least: int = 20

    def verdict(self, answer: Any, result: StationResult) -> Verdict:
        if not isinstance(answer, str) or len(answer.strip()) < self.least:
            return Verdict(NOT_YET, (msg("Write a full sentence or two first."),))
        lines = [msg("□ {point}", point=point) for point in self.rubric]
        lines += [
            msg("A good one: {text}", text=self.exemplar),
            msg("One that helps nobody: {text}", text=self.counter),
        ]
        return Verdict(COMPARE, tuple(lines))


def number(answer: Any) -> float | None:
    """The answer as a number, also from text such as "12.5%" or full-width digits."""
    if isinstance(answer, bool) or answer is None:
        return None
    if isinstance(answer, str):
        import unicodedata

        text = unicodedata.normalize("NFKC", answer).replace(",", "").strip()
        scale = 0.01 if text.endswith("%") else 1
        try:
            return float(text.rstrip("%")) * scale
        except ValueError:
            return None
    try:
        value = float(answer)
    except (TypeError, ValueError):
        return None
    return value if value == value else None


class Task:
    """One exercise on one firm's result: ``check``, ``hint`` and ``solution``."""

    def __init__(self, exercise: Exercise, result: StationResult):
        if result.station != exercise.station:
            raise ParameterError(
                Problem(
                    what=msg(
                        "Exercise {id} needs the result of {wanted}, not of {given}.",
                        id=exercise.id,
                        wanted=exercise.station,
                        given=result.station,
                    ),
                    do=msg("Run the set-up cell of this notebook again."),
                )
            )
        self.exercise, self.result = exercise, result

    def check(self, answer: Any = ...) -> Verdict:
        """Correct, not yet, or not attempted; never a traceback."""
        if answer is ... or (isinstance(answer, str) and not answer.strip()):
            return Verdict(NOT_ATTEMPTED)
        return self.exercise.verdict(answer, self.result)

    def hint(self) -> Html:
        return self._say(self.exercise.hint if self.exercise.numbers(self.result) else HEADS[NO_DATA])

    def solution(self) -> Html:
        """How it is done, with the numbers of the firm at hand."""
        if not self.exercise.numbers(self.result):
            return self._say(HEADS[NO_DATA])
        return self._say(self.exercise.solution)

    def _say(self, message: Message) -> Html:
        numbers = self.exercise.numbers(self.result)
        lang = current()
        return Html(f"<p>{message.render(lang, html=True, **numbers)}</p>", message.render(lang, **numbers))
