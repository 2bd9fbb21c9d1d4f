"""``course same``: the same customer or product under two names, proposed, answered, undone."""

from __future__ import annotations

import click

from helpers.cli import options
from helpers.errors import FolderError, ParameterError, Problem
from helpers.language import msg
from helpers.quantity import Quantity


def command() -> click.Command:
    def pairs(name: str, about) -> click.Option:
        return click.Option([name], multiple=True, metavar="CODE=CODE", help=str(about))

    return options.command(
        "same",
        run,
        msg("Find customers and products that stand under two names, and say which are one."),
        (
            "course same acme",
            'course same acme --yes C0001=C0457 --by "Li Ming" --date 2025-12-31',
            "course same acme --undo C0001=C0457",
        ),
        [
            options.company(),
            pairs("--yes", msg("These two are one (or of one group); may be given again.")),
            pairs("--no", msg("These two are not one; may be given again.")),
            pairs("--undo", msg("Ask again; what was merged is two again.")),
            click.Option(["--by"], default="", metavar="NAME", help=str(msg("Who answers."))),
            click.Option(["--date"], default="", metavar="YYYY-MM-DD", help=str(msg("When."))),
            click.Option(
                ["--least"],
                type=click.FloatRange(0, 1),
                default=0.5,
                show_default=True,
                help=str(msg("Propose pairs of this confidence or more.")),
            ),
        ],
        more=[
            msg(
                "Pairs are written to same.yml in the client folder; only those answered yes count, when the folder is read."
            ),
            msg("The tables are not changed: taking a line out of same.yml undoes it."),
        ],
    )


def run(
    company: str, yes: tuple[str, ...], no: tuple[str, ...], undo: tuple[str, ...], by: str, date: str, least: float
) -> int:
    from helpers.company import same
    from helpers.company.check import check
    from helpers.company.folder import locate
    from helpers.intake.same.propose import answer, propose, with_answers

    folder = locate(company)
    checked = check(folder, merge=False)
    if checked.problems:
        raise FolderError(checked.problems)
    lines, _ = same.read(folder)
    said = asked(yes, "--yes", "yes") | asked(no, "--no", "no") | asked(undo, "--undo", "open")
    if said:
        lines = answer(lines or with_answers(propose(checked.company.frames, least), ()), said, by, date)
    else:
        lines = with_answers(propose(checked.company.frames, least), lines)
    same.codes(lines, "customers"), same.codes(lines, "products")
    same.write(lines, folder)
    for line in lines:
        click.echo(spoken(line))
    counts = {word: sum(line.answer == word for line in lines) for word in ("open", "yes", "no")}
    click.echo(
        str(
            msg(
                "Open: {open}; answered yes: {yes}, no: {no}. They stand in same.yml.",
                **{word: Quantity(count, "count") for word, count in counts.items()},
            )
        )
    )
    return 0


def asked(texts: tuple[str, ...], option: str, answer: str) -> dict[frozenset[str], str]:
    """``A=B`` texts as pairs with their answer."""
    found = {}
    for text in texts:
        left, equals, right = (part.strip() for part in text.partition("="))
        if not (left and equals and right and left != right):
            raise ParameterError(
                Problem(
                    what=msg("{value} is not a pair of codes.", value=repr(text)),
                    do=msg("Write it as C0001=C0457."),
                    column=option,
                )
            )
        found[frozenset((left, right))] = answer
    return found


def spoken(line) -> str:
    """A pair on one line: answer, confidence, codes and names, why."""
    from helpers.intake.same.pair import REASONS, SURE

    more = line.more or {}
    names = [str(name) for name in (more.get("names") or [line.keep, line.code])][:2]
    sure = float(more.get("confidence") or 0)
    why = next((m for m in REASONS.values() if m.render("en") == more.get("reason")), more.get("reason") or "")
    mark = msg("sure") if sure >= SURE else msg("to look at")
    return f"{line.answer:5}{sure:5.0%}  {line.keep} {names[0]}  =  {line.code} {names[-1]}  · {mark} · {why}"
