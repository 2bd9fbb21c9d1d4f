"""Forms for the notebook: take down a statement, and code one; with the guide to read where there is no kernel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.diagnosis.interviews.coding import read
from helpers.diagnosis.interviews.guide import guide, questions
from helpers.diagnosis.interviews.record import code, current, record
from helpers.diagnosis.interviews.suggest import suggest
from helpers.diagnosis.interviews.terms import METHODS
from helpers.errors import CourseError
from helpers.language import Message, msg, using
from helpers.language import current as spoken
from helpers.panel import VIEW
from helpers.show import Html

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.company import Company

WIDE = {"width": "97%", "max_width": "860px"}


class Form:
    """Fields and a button; ``static`` stands in its place where no kernel runs.

    ``fields`` and ``said`` are there once :meth:`live` was called; :meth:`press` does what the button does.
    """

    def __init__(
        self, build: Callable[[Form], list[Any]], act: Callable[[Form], Message], static: Html, name: str, lang: str
    ):
        self.build, self.act, self.static, self.name, self.lang = build, act, static, name, lang
        self.fields: dict[str, Any] = {}
        self._view: Any = None

    def live(self):
        """The widget, made at the first call; needs ipywidgets."""
        import ipywidgets as w

        if self._view is None:
            with using(self.lang):
                rows = self.build(self)
                button = w.Button(description=str(msg("Save")), button_style="primary")
            button.on_click(lambda _: self.press())
            self.said = w.HTML("")
            self._view = w.VBox([*rows, button, self.said])
        return self._view

    def press(self) -> None:
        """Keep what stands in the fields; what went wrong is said below the button."""
        from html import escape

        self.live()
        with using(self.lang):
            try:
                text = self.act(self).render(self.lang)
            except CourseError as error:
                text = error.render(self.lang)
        self.said.value = f"<p>{escape(text)}</p>"

    def _repr_mimebundle_(self, include=None, exclude=None):
        data = {"text/html": self.static.html, "text/plain": self.static.text}
        meta = {"course": {"panel": self.name}}
        try:
            bundle = self.live()._repr_mimebundle_()
        except ImportError:
            return data, meta
        return {**data, VIEW: bundle[VIEW]}, meta


def _field(kind: str, title: Message, **more):
    import ipywidgets as w

    return getattr(w, kind)(description=str(title), layout=WIDE, style={"description_width": "24%"}, **more)


def form_interview(firm: Company, lang: str | None = None) -> Form:
    """Take down what was said or seen; the button adds it to ``interviews.csv`` of the client folder."""
    lang = lang or spoken()

    def build(form: Form) -> list[Any]:
        import ipywidgets as w

        made = form.fields
        read = w.HTML(guide(lang).html)  # what to ask stands above the fields
        made["method"] = _field("Dropdown", msg("How"), options=[(str(w), key) for key, w in METHODS.items()])
        made["source"] = _field("Text", msg("Code of who said it"), placeholder="I31")
        made["date"] = _field("Text", msg("Day"), value=firm.date.isoformat())
        made["customer"] = _field("Text", msg("Customer code, if known"))
        made["question"] = _field("Combobox", msg("Question or point"), options=questions("interview", lang))
        made["quote"] = _field("Textarea", msg("In their own words"))

        def turn(change) -> None:
            made["question"].options = questions(change["new"], lang)

        made["method"].observe(turn, names="value")
        return [read, *made.values()]

    def act(form: Form) -> Message:
        values = {name: field.value for name, field in form.fields.items()}
        given = values.pop("quote"), values.pop("source"), values.pop("date")
        made = record(firm, *given, **values)
        form.fields["quote"].value = ""
        return msg("Kept as {code}. Run the notebook again to see it counted.", code=made)

    return Form(build, act, guide(lang), "form_interview", lang)


def form_coding(firm: Company, lang: str | None = None) -> Form:
    """Code the next statement this coder has not coded: themes proposed by their words, the coder decides."""
    lang = lang or spoken()
    state: dict[str, Any] = {}

    def coding():
        book = firm.table("codebook") if firm.has("codebook") else None
        return read(current(firm), book)

    def build(form: Form) -> list[Any]:
        import ipywidgets as w

        made = form.fields
        made["coder"] = _field("Text", msg("Coder"))
        ask = msg("Enter your coder name to see the first statement.")
        state["shown"] = w.HTML(f"<p>{ask}</p>")
        made["theme"] = _field("Dropdown", msg("Theme"), options=[(str(msg("(no theme fits)")), "")])
        made["intensity"] = _field("IntSlider", msg("Intensity, one to five"), value=3, min=1, max=5)
        made["coder"].observe(lambda _: following(form), names="value")
        return [made["coder"], state["shown"], made["theme"], made["intensity"]]

    def following(form: Form) -> None:
        """Show the next statement of this coder, with proposals first in the list of themes."""
        from html import escape

        if not form.fields["coder"].value.strip():
            return
        try:
            known = coding()
        except CourseError as error:
            state["shown"].value = f"<p>{escape(error.render(lang))}</p>"
            return
        done = known.codes.loc[known.codes["coder"] == form.fields["coder"].value.strip(), "statement"]
        left = sorted(set(known.statements.index) - set(done))
        state["statement"] = left[0] if left else None
        with using(lang):
            if not left:
                done_ = str(msg("Nothing is left to code."))
                state["shown"].value = f"<p>{escape(done_)}</p>"
                return
            said = known.statements.loc[left[0], "quote"]
            proposed = suggest(known, [left[0]])["theme"].tolist()
            names = known.themes["name"].to_dict()
            order = [*proposed, *(theme for theme in names if theme not in proposed)]
            mark = str(msg("proposed"))
            options = [(f"{t} {names[t]}" + (f" ({mark})" if t in proposed else ""), t) for t in order]
            form.fields["theme"].options = [(str(msg("(no theme fits)")), ""), *options]
            form.fields["theme"].value = ""  # a proposal is never preset: the coder decides
            state["shown"].value = f"<p><strong>{escape(left[0])}</strong> “{escape(str(said))}”</p>"

    def act(form: Form) -> Message:
        if not state.get("statement"):
            following(form)
            if not state.get("statement"):
                return msg("Nothing is left to code, or the coder is not named.")
        theme = form.fields["theme"].value
        given = {theme: int(form.fields["intensity"].value)} if theme else {}
        code(firm, state["statement"], form.fields["coder"].value, given)
        kept = state["statement"]
        following(form)
        return msg("Kept: {code}. Run the notebook again to see it counted.", code=kept)

    told = msg(
        "The coding form runs in JupyterLab: it shows a statement at a time and proposes themes; the coder decides."
    )
    text = told.render(lang)
    return Form(build, act, Html(f'<p class="course-none">{text}</p>', text), "form_coding", lang)
