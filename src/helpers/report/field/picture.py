"""The five things of the month of one person, as one tall picture for a chat on a phone."""

from __future__ import annotations

import io
from collections.abc import Sequence

from helpers import style
from helpers.language import msg, using
from helpers.quantity import Quantity
from helpers.report.field.tasks import KINDS, Task
from helpers.station import Facts

#: Width of a phone's screen in pixels, and characters (full width) on a line of a card and of the head.
WIDTH, EMS, HEAD_EMS = 1080, 30, 20
DPI = 160
#: Lines that a name and a text get at most.
NAME_LINES, TEXT_LINES = 2, 4
LINE, PAD = 46, 34


def png(owner: str, found: Sequence[Task], facts: Facts, lang: str) -> bytes:
    """The picture; as tall as its cards need."""
    with using(lang):
        who = owner or str(msg("Customers without an owner"))
        day = Quantity(facts.as_of, "date").render(lang)
        head = lines(str(msg("{n} things of the month", n=Quantity(len(found), "count"))), HEAD_EMS, 2)
        under = lines(f"{who} · {facts.name.pick(lang)} · {msg('As of {date}', date=day)}", EMS, 2)
        cards = [card(number, task, lang) for number, task in enumerate(found, start=1)]
        note = lines(str(msg("Details and room for the result: in your workbook.")), EMS, 2)
        if facts.fictional:
            note += lines(str(msg("Fictional company: every name and number is made up for teaching")), EMS, 2)
        height = 90 + 74 * len(head) + LINE * len(under) + 40
        height += sum(tall(one) for one in cards) + LINE * len(note) + 70
        return drawn(height, head, under, cards, note)


def card(number: int, task: Task, lang: str) -> dict:
    """Texts of one card."""
    due = Quantity(task.due.isoformat(), "date").render(lang)
    facts = [str(msg("by {day}", day=due))]
    if task.money:
        facts.append(task.money.render(lang))
    return {
        "number": str(number),
        "kind": str(KINDS[task.kind]),
        "name": lines(task.name or task.customer or task.says(lang), EMS - 6, NAME_LINES),
        "text": lines(task.says(lang), EMS, TEXT_LINES) if task.name or task.customer else [],
        "facts": " · ".join(facts),
    }


def tall(one: dict) -> int:
    return PAD * 2 + 44 + (LINE + 4) * len(one["name"]) + 8 + (LINE - 2) * len(one["text"]) + 22


def lines(text: str, ems: float, most: int) -> list[str]:
    """Text in lines that fit, the last cut where there are more; only what the font can draw."""
    told = style.drawable(" ".join("".join(s if s.isprintable() else " " for s in text[:600]).split()))
    found = [piece for line in style.wrap(told, ems).splitlines() for piece in hard(line, ems)]
    return found if len(found) <= most else [*found[: most - 1], found[most - 1].rstrip() + " …"]


def hard(line: str, ems: float) -> list[str]:
    """A line without a place to break is broken anyway."""
    most = int(ems * 1.9)
    wide = sum(1.0 if ord(sign) > 0x2E80 else 0.52 for sign in line)
    return [line] if wide <= ems * 1.15 else [line[n : n + most] for n in range(0, len(line), most)]


def drawn(height: int, head: list[str], under: list[str], cards: list[dict], note: list[str]) -> bytes:
    """Put everything on a page of that height in pixels."""
    from matplotlib.patches import FancyBboxPatch

    with style.canvas((WIDTH / DPI, height / DPI)) as (fig, ax):
        fig.set_layout_engine("none")
        ax.set_position((0, 0, 1, 1))
        ax.set_xlim(0, WIDTH)
        ax.set_ylim(height, 0)
        ax.set_axis_off()
        y = 70

        def put(x: float, text: str, size: float, colour: str = style.INK, side: str = "left") -> None:
            ax.text(x, y, text, fontsize=size, color=colour, ha=side, va="top")

        for line in head:
            put(50, line, 25)
            y += 74
        for line in under:
            put(50, line, 13, style.MUTED)
            y += LINE
        y += 30
        for one in cards:
            size = tall(one) - 22
            ax.add_patch(
                FancyBboxPatch(
                    (36, y), WIDTH - 72, size, boxstyle="round,pad=0,rounding_size=18", facecolor="#f4f7f9",
                    edgecolor=style.FAINT, linewidth=1,
                )
            )  # fmt: skip
            end = y + size + 22
            y += PAD
            put(70, one["number"], 24, style.MAIN)
            put(140, one["kind"], 12.5, style.MAIN)
            put(WIDTH - 70, one["facts"], 12.5, style.ACCENT, "right")
            y += 44
            for line in one["name"]:
                put(140, line, 16)
                y += LINE + 4
            y += 8
            for line in one["text"]:
                put(70, line, 13)
                y += LINE - 2
            y = end
        for line in note:
            put(50, line, 11.5, style.MUTED)
            y += LINE
        buffer = io.BytesIO()
        fig.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
        return buffer.getvalue()
