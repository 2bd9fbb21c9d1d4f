"""A live panel with a static fallback: sliders in JupyterLab, a picture in an executed report.

A cell that ends in a :class:`Panel` stores three things: the live widget (JupyterLab shows it), the
same as picture or HTML for the values in force (a report without a kernel shows it), and words.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from helpers.errors import CourseError
from helpers.language import Message, current, msg, using, worded, wordings
from helpers.show import Html
from helpers.style import Picture

VIEW = "application/vnd.jupyter.widget-view+json"


@dataclass(frozen=True)
class Slider:
    """One thing to move: its name, title, value in force, and range.

    ``unit`` is ``share`` (shown in percent), ``count`` (whole) or ``number``.
    """

    name: str
    title: Message
    value: float
    low: float
    high: float
    step: float
    unit: str = "number"

    @property
    def start(self) -> float:
        """The value in force, brought into the range."""
        return min(max(self.value, self.low), self.high)


class Panel:
    """Sliders and what they change.

    Parameters
    ----------
    sliders
        What can be moved.
    draw
        Called with each slider's name and value; returns a :class:`~helpers.style.Picture`, an
        :class:`~helpers.show.Html`, or several of them. A :class:`~helpers.errors.CourseError` is shown in
        its own words.
    name
        Name of the panel, kept in the output's metadata.
    lang
        The reader's language; the edition's when not given.
    rest
        What an executed report says in place of what is drawn, where only moving the sliders would show anything.
    """

    def __init__(
        self,
        sliders: Iterable[Slider],
        draw: Callable[..., Any],
        name: str,
        lang: str | None = None,
        rest: Message | None = None,
    ):
        self.sliders, self.draw, self.name, self.lang = tuple(sliders), draw, name, lang or current()
        self.rest, self.wordings = rest, wordings()  # a slider moves when the cell that made it is long over
        self.widgets: dict[str, Any] = {}
        self._body: Any = None

    @property
    def values(self) -> dict[str, float]:
        """Values in force: of the sliders where they are live, else those given."""
        if self.widgets:
            return {name: widget.value for name, widget in self.widgets.items()}
        return {slider.name: slider.value for slider in self.sliders}

    def parts(self, values: Mapping[str, float] | None = None) -> tuple[Picture | Html, ...]:
        """What is shown for the values; errors become words."""
        with using(self.lang), worded(*self.wordings):
            try:
                made = self.draw(**(values or self.values))
            except CourseError as error:
                return (_words(error.render(self.lang)),)
            except Exception as error:  # a slider must never leave a traceback in front of a class
                told = msg(
                    "This setting could not be shown ({kind}). Move the slider back; please report it.",
                    kind=type(error).__name__,
                )
                return (_words(told.render(self.lang)),)
        return tuple(made) if isinstance(made, (tuple, list)) else (made,)

    def live(self):
        """The widget, made at the first call; needs ipywidgets."""
        import ipywidgets as w

        if self._body is None:
            with using(self.lang):
                self.widgets = {slider.name: self._slider(slider) for slider in self.sliders}
            self._body = w.VBox([_widget(part) for part in self.parts()])
            for widget in self.widgets.values():
                widget.observe(lambda _change: self._refresh(), names="value")
            self._view = w.VBox([*self.widgets.values(), self._body])
        return self._view

    def _slider(self, slider: Slider):
        import ipywidgets as w

        kind = w.IntSlider if slider.unit == "count" else w.FloatSlider
        whole = all(float(value).is_integer() for value in (slider.value, slider.low, slider.high, slider.step))
        tenths = float(round(slider.step * 10, 9)).is_integer()
        digits = {"share": ".0%", "count": "d"}.get(slider.unit, ".0f" if whole else ".1f" if tenths else ".2f")
        return kind(
            value=slider.start,
            min=slider.low,
            max=slider.high,
            step=slider.step,
            description=slider.title.render(self.lang),
            readout_format=digits,
            continuous_update=False,
            style={"description_width": "48%"},
            layout={"width": "97%", "max_width": "860px"},
        )

    def _refresh(self) -> None:
        parts, shown = self.parts(), self._body.children
        if len(parts) == len(shown) and all(_fits(part, widget) for part, widget in zip(parts, shown, strict=True)):
            for part, widget in zip(parts, shown, strict=True):
                widget.value = part.png if isinstance(part, Picture) else part.html
        else:
            self._body.children = [_widget(part) for part in parts]

    def static(self) -> tuple[dict[str, str], dict[str, Any]]:
        """Data and metadata of the fallback: a picture, or HTML that holds everything, and words."""
        parts = (
            (_words(self.rest.render(self.lang)),)
            if self.rest
            else self.parts({slider.name: slider.value for slider in self.sliders})
        )
        text = "\n".join(part.alt if isinstance(part, Picture) else part.text for part in parts)
        data, meta = {"text/plain": text}, {}
        pictures = [part for part in parts if isinstance(part, Picture)]
        if pictures:
            image, meta = pictures[0]._repr_mimebundle_()
            data["image/png"] = image["image/png"]
        if len(parts) > 1 or not pictures:
            data["text/html"] = "\n".join(_html(part) for part in parts)
        return data, {**meta, "course": {"panel": self.name, **meta.get("course", {})}}

    def _repr_mimebundle_(self, include=None, exclude=None):
        data, meta = self.static()
        try:
            bundle = self.live()._repr_mimebundle_()
        except ImportError:
            return data, meta
        return {**data, VIEW: bundle[VIEW]}, meta


def _words(text: str) -> Html:
    return Html(f'<p class="course-none">{escape(text)}</p>', text)


def _html(part: Picture | Html) -> str:
    if isinstance(part, Html):
        return part.html
    image = base64.b64encode(part.png).decode()
    return f'<img class="course-figure" style="max-width:100%" alt="{escape(part.alt, quote=True)}" src="data:image/png;base64,{image}">'


def _widget(part: Picture | Html):
    import ipywidgets as w

    if isinstance(part, Picture):
        size = part._repr_mimebundle_()[1]["image/png"]
        return w.Image(value=part.png, format="png", layout={"width": f"{size['width']}px", "max_width": "100%"})
    widget = w.HTML(part.html)
    widget.add_class("jp-RenderedHTMLCommon")
    return widget


def _fits(part: Picture | Html, widget) -> bool:
    return type(widget).__name__ == ("Image" if isinstance(part, Picture) else "HTML")
