"""The visit form in the notebook: three steps, three questions each, saved into the client folder."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from helpers.company.schema import Column, tables
from helpers.company.tables.market_visits import STEPS
from helpers.diagnosis.regions import terms
from helpers.diagnosis.regions.visit_record import NAME, save_visit
from helpers.errors import CourseError
from helpers.language import current, msg, using
from helpers.panel import VIEW

if TYPE_CHECKING:
    from helpers.company import Company

#: What is asked besides the questions, before and after them.
BEFORE = ("region", "place", "kind", "rater", "date")
AFTER = (
    "competitor",
    "rival_price",
    "rival_stock",
    "rival_delivery",
    "our_delivery",
    "evidence",
    "reliability",
    "credibility",
)


class VisitForm:
    """The form for one company. Without a kernel the questions are shown as a list to print.

    Attributes
    ----------
    widgets
        By column name, once the form is live.
    """

    def __init__(self, company: Company, lang: str | None = None):
        self.company, self.lang = company, lang or current()
        self.widgets: dict[str, Any] = {}
        self._view: Any = None

    @property
    def answers(self) -> dict[str, str]:
        """What is filled in now, as text by column."""
        found = {}
        for name, widget in self.widgets.items():
            value = widget.value
            if value not in (None, ""):
                found[name] = str(value).strip()
        return found

    def save(self) -> str:
        """Save what is filled in; what happened, in words."""
        with using(self.lang):
            try:
                place = save_visit(self.company, self.answers)
            except CourseError as error:
                return error.render(self.lang)
            return msg("Saved to {file}. Run the notebook again to see it counted.", file=place.name).render(self.lang)

    def live(self):
        """The widget, made at the first call; needs ipywidgets."""
        import ipywidgets as w

        if self._view is None:
            with using(self.lang):
                parts = [self._widget(name) for name in BEFORE]
                for step, questions in STEPS.items():
                    parts.append(w.HTML(f"<h4>{escape(terms.STEPS[step].render(self.lang))}</h4>"))
                    for question in questions:
                        about = escape(question.about.pick(self.lang))
                        parts += [self._widget(question.name), w.HTML(f"<small>{about}</small>")]
                seen = escape(msg("What was seen of the competitor").render(self.lang))
                parts.append(w.HTML(f"<h4>{seen}</h4>"))
                parts += [self._widget(name) for name in AFTER]
                button, told = w.Button(description=msg("Save").render(self.lang), button_style="primary"), w.HTML()
                button.on_click(lambda _: setattr(told, "value", f"<pre>{escape(self.save())}</pre>"))
                needed = escape(msg("* must be filled in").render(self.lang))
                must = w.HTML(f"<small>{needed}</small>")
            self._view = w.VBox([*parts, must, button, told])
        return self._view

    def _widget(self, name: str):
        import ipywidgets as w

        column = tables()[NAME][name]
        title = terms.ASKED_FOR.get(name, column.title).pick(self.lang) + (" *" if column.required else "")
        style = {"description_width": "38%"}
        layout = {"width": "97%", "max_width": "640px"}
        nothing = ("", None)
        if name in {question.name for questions in STEPS.values() for question in questions}:
            options = [("–", None), *((str(n), n) for n in range(1, 6))]
            made = w.ToggleButtons(
                options=options, value=None, description=title, style={"button_width": "42px", **style}
            )
        elif column.allowed:
            options = [nothing, *((words.pick(self.lang), key) for key, words in column.allowed.items())]
            made = w.Dropdown(options=options, description=title, style=style, layout=layout)
        elif name == "region":
            made = w.Combobox(
                options=self._regions(), ensure_option=False, description=title, style=style, layout=layout
            )
        else:
            example = terms.EXAMPLES[name].pick(self.lang) if name in terms.EXAMPLES else column.example
            made = w.Text(placeholder=example, description=title, style=style, layout=layout)
        if name == "date":
            made.value = self.company.date.isoformat()
        self.widgets[name] = made
        return made

    def _regions(self) -> list[str]:
        if not self.company.has("customers", "region"):
            return []
        return sorted(set(self.company.table("customers")["region"].dropna()))

    def static(self) -> dict[str, str]:
        """The questions as a list, for a report or a page to print."""
        rows, text = [], []
        for step, questions in STEPS.items():
            title = terms.STEPS[step].render(self.lang)
            rows.append(f'<tr><th scope="col" colspan="2" style="text-align:left">{escape(title)}</th></tr>')
            text.append(title)
            for question in questions:
                rows.append(self._row(question))
                text.append(f"  {terms.QUESTIONS[question.name].pick(self.lang)}: {question.about.pick(self.lang)}")
        html = f'<div class="course-table"><table><tbody>{"".join(rows)}</tbody></table></div>'
        return {"text/html": html, "text/plain": "\n".join(text)}

    def _row(self, question: Column) -> str:
        title = escape(terms.QUESTIONS[question.name].pick(self.lang))
        about = escape(question.about.pick(self.lang))
        return f'<tr><td style="text-align:left"><strong>{title}</strong></td><td style="text-align:left">{about}</td></tr>'

    def _repr_mimebundle_(self, include=None, exclude=None):
        data, meta = self.static(), {"course": {"panel": "visit_form"}}
        try:
            bundle = self.live()._repr_mimebundle_()
        except ImportError:
            return data, meta
        return {**data, VIEW: bundle[VIEW]}, meta


def visit_form(company: Company, lang: str | None = None) -> VisitForm:
    """The form of a market visit; its button adds a row to ``market_visits.csv`` of the company's folder."""
    return VisitForm(company, lang)
