"""Where the time of a report goes, told on request."""

from __future__ import annotations

from helpers.language import Message, msg
from helpers.report.steps import Steps

NAMES: dict[str, Message] = {
    "open": msg("Reading and checking the folder"),
    "compute": msg("Computing the stations, or reading them from the store"),
    "notebooks": msg("Running the notebooks"),
    "render": msg("Writing the forms"),
    "chapters": msg("Chapters and pages of notebooks"),
}


class Timed(Steps):
    """Seconds by step, and of the writing by form: ``parts``."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = Steps()

    def lines(self, whole: float) -> list[Message]:
        """Each step and part with its seconds and its share of the whole."""
        told = [line(NAMES[name], seconds, whole) for name, seconds in self.seconds.items()]
        told += [line(NAMES.get(name, name), seconds, whole, "  ") for name, seconds in self.parts.seconds.items()]
        rest = whole - sum(self.seconds.values())
        return [*told, line(msg("Everything else"), max(rest, 0.0), whole), line(msg("Together"), whole, whole)]


def line(name: Message | str, seconds: float, whole: float, indent: str = "") -> Message:
    share = f"{seconds / whole * 100 if whole else 0:3.0f}%"
    return msg("{seconds} s {share}  {name}", seconds=f"{seconds:7.2f}", share=share, name=_Indented(indent, name))


class _Indented:
    def __init__(self, indent: str, name: Message | str):
        self.indent, self.name = indent, name

    def render(self, lang: str | None = None, **more) -> str:
        return self.indent + (self.name.render(lang) if isinstance(self.name, Message) else self.name)
