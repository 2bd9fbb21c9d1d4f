"""What to ask in an interview, and what to look at on site."""

from __future__ import annotations

from html import escape

from helpers.language import Message, current, msg
from helpers.show import Html

#: Topic → questions of the guide: open, about the last time, never about opinions in general.
QUESTIONS: dict[str, tuple[Message, ...]] = {
    "delivery": (
        msg("When did something of ours last come late? What did that set off at your place?"),
        msg("How do you learn of a changed date, and what do you do then?"),
    ),
    "quality": (msg("Which of our products made work for you lately, and which have you not thought of for a year?"),),
    "price": (msg("When did you last compare our price with another one? What happened afterwards?"),),
    "technology": (msg("Tell me of the last machine you designed: who chose the parts, and who helped?"),),
    "service": (msg("When did you last call us about a problem? How did it go, hour by hour?"),),
    "loyalty": (
        msg("Who else supplies you with the same, and since when? What decided it?"),
        msg("What would have to happen for you to buy more from us, and what for you to stop?"),
    ),
}
#: What to look at on site.
SHEET: tuple[Message, ...] = (
    msg("Whose parts lie on the shelf and stand in the newest machine? Count them."),
    msg("What waits for missing parts, and whose?"),
    msg("What is written by hand on our boxes, papers or screens?"),
    msg("Whom do people call when something of ours does not work?"),
    msg("What did you expect to see and did not?"),
)
RULES: tuple[Message, ...] = (
    msg("Ask about the last time it happened, not about what is usual."),
    msg("Write down their words, not your summary; one statement a row."),
    msg("No names of persons: a code for who said it."),
    msg("Be silent after the answer; the second answer is the better one."),
)


def questions(method: str = "interview", lang: str | None = None) -> list[str]:
    """The questions of the guide, or the points of the observation sheet, in words."""
    lang = lang or current()
    if method == "observation":
        return [point.render(lang) for point in SHEET]
    return [question.render(lang) for part in QUESTIONS.values() for question in part]


def guide(lang: str | None = None) -> Html:
    """Guide and observation sheet to read or to print."""
    lang = lang or current()
    blocks = (
        (msg("Interview: what to ask"), questions("interview", lang)),
        (msg("Observation: what to look at"), questions("observation", lang)),
        (msg("How to ask and to write down"), [rule.render(lang) for rule in RULES]),
    )
    html, text = [], []
    for head, lines in blocks:
        said = head.render(lang)
        items = "".join(f"<li>{escape(line)}</li>" for line in lines)
        html.append(f"<p><strong>{escape(said)}</strong></p><ol>{items}</ol>")
        text += [said, *(f"  {n}. {line}" for n, line in enumerate(lines, start=1))]
    return Html(f'<div class="course-notes">{"".join(html)}</div>', "\n".join(text))
