"""The form of the blind pick in a notebook: up to twenty customers, a class and a reason each, then sealed.

``Pick(firm)`` shows the form; its button seals the list and keeps it in the company's folder, so that the next run
of the station compares it. Without a kernel it says how to do the same in Excel.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

import pandas as pd

from helpers.classification.blind_pick.form import BETWEEN
from helpers.classification.blind_pick.keep import keep
from helpers.company.schema import tables
from helpers.company.seal import MOST
from helpers.errors import CourseError
from helpers.language import current, msg, using
from helpers.quantity import Quantity
from helpers.show import Html, coded

if TYPE_CHECKING:
    from helpers.company import Company


class Pick:
    """A form to name customers before any result is shown.

    Parameters
    ----------
    company
        The company; its folder keeps the sealed list.
    rows
        Lines of the form.
    lang
        The reader's language; the edition's when not given.
    """

    def __init__(self, company: Company, rows: int = MOST, lang: str | None = None):
        self.company, self.rows, self.lang = company, min(rows, MOST), lang or current()
        people = company.table("customers")[["customer", "name"]].copy()
        people["name"] = people["name"].fillna(people["customer"])
        people = people.sort_values(["name", "customer"], kind="stable")
        self.choices = {f"{one.customer}{BETWEEN}{one.name}": one.customer for one in people.itertuples()}
        names = people.groupby("name")["customer"].agg(list)
        self.by_name = {name: codes[0] for name, codes in names.items() if len(codes) == 1}
        self.lines: list[tuple[Any, Any, Any]] = []
        self.who: Any = None
        self.at: Any = None
        self.button: Any = None
        self.said: Any = None
        self._view: Any = None

    def live(self):
        """The widget, made at the first call; needs ipywidgets."""
        import ipywidgets as w

        if self._view is not None:
            return self._view
        with using(self.lang):
            classes = [(words.pick(self.lang), code) for code, words in tables()["gut_list"]["class"].allowed.items()]
            field = {"style": {"description_width": "max-content"}, "layout": {"width": "320px"}}
            self.who = w.Text(description=str(msg("Your name")), **field)
            self.at = w.Text(description=str(msg("Day and time now")), placeholder="2026-01-05T10:20", **field)
            for n in range(self.rows):
                customer = w.Combobox(
                    options=list(self.choices),
                    placeholder=str(msg("{n}: code or name", n=n + 1)),
                    ensure_option=False,
                    layout={"width": "330px"},
                )
                kind = w.Dropdown(options=[("–", ""), *classes], value="", layout={"width": "110px"})
                why = w.Text(placeholder=str(msg("Reason, in a sentence")), layout={"width": "320px"})
                self.lines.append((customer, kind, why))
            self.button = w.Button(
                description=str(msg("Seal the list")), button_style="primary", layout={"width": "max-content"}
            )
            self.button.on_click(lambda _button: self.seal())
            self.said = w.HTML("")
            body = [w.HBox(list(line)) for line in self.lines]
            self._view = w.VBox([w.HBox([self.who, self.at]), *body, self.button, self.said])
        return self._view

    def filled(self) -> pd.DataFrame:
        """``customer, class, reason`` as the form stands; a customer nobody knows stays as typed."""
        rows = []
        for customer, kind, why in self.lines:
            typed = customer.value.strip()
            if not typed and not kind.value:
                continue
            code = self.choices.get(typed) or self.by_name.get(typed) or typed.split(BETWEEN)[0].strip()
            rows.append((code, kind.value, why.value.strip() or None))
        return pd.DataFrame(rows, columns=["customer", "class", "reason"]).astype("str")

    def problem(self, rows: pd.DataFrame) -> str:
        """What has to be filled in yet, in words; empty when nothing."""
        known = set(self.choices.values())
        for row in rows.itertuples(index=False):
            if row[0] not in known:
                return msg("There is no customer {name}, or more than one.", name=repr(row[0])).render(self.lang)
            if not row[1]:
                return msg("{name} has no class yet.", name=row[0]).render(self.lang)
        return ""

    def seal(self) -> str | None:
        """Seal the list and keep it; returns the seal, or ``None`` and says what is missing."""
        with using(self.lang):
            rows = self.filled()
            if told := self.problem(rows):
                self.said.value = f"<p>{escape(told)}</p>"
                return None
            try:
                mark, place = keep(self.company, rows, self.who.value, self.at.value.strip())
            except CourseError as error:
                self.said.value = f"<p>{escape(error.render(self.lang))}</p>"
                return None
            told = msg(
                "Sealed: {n} customers. Write this seal into the minutes: {seal}. The list is in {file}; run the notebook again from the top, and the comparison shows it.",
                n=Quantity(len(rows), "count"),
                seal=mark,
                file=place.name,
            )
            self.said.value = f"<p>{escape(told.render(self.lang))}</p>"
            self.button.disabled = True
            return mark

    def static(self) -> Html:
        """What to do where no form is live."""
        told = msg(
            "The form appears when the notebook runs. In Excel: `course blind {id} --form pick.xlsx` makes the form, `course blind {id} --seal pick.xlsx --at 2026-01-05T10:20` seals it.",
            id=self.company.id,
        ).render(self.lang)
        return Html(f'<p class="course-none">{coded(escape(told))}</p>', told)

    def _repr_mimebundle_(self, include=None, exclude=None):
        shown = self.static()
        data = {"text/html": shown.html, "text/plain": shown.text}
        try:
            return {**data, **{key: value for key, value in self.live()._repr_mimebundle_().items() if "widget" in key}}
        except ImportError:
            return data
