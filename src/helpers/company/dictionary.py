"""``data/README.md``: the data dictionary in both languages, made from the schema, never by hand.

``python -m helpers.company.dictionary`` writes it; a test holds the file to what this makes.
"""

from __future__ import annotations

import importlib
from pathlib import Path

from helpers import paths
from helpers.company.profile import BASES, FILE, TAXES
from helpers.company.same import FILE as SAME
from helpers.company.schema import KINDS, Column, Table, tables
from helpers.language import LANGUAGES, Message, Words, msg


def text(companies: Path | None = None) -> str:
    """The whole file.

    Parameters
    ----------
    companies
        Folder of the demo companies to tell of (the course's own when not given).
    """
    blocks = [
        "<!-- python -m helpers.company.dictionary -->",
        "# " + _pair(msg("Data dictionary")),
        _both(msg("This file is made from the schema in `src/helpers/company`; do not change it by hand.")),
        *_folder(),
        *_cells(),
        "## " + _pair(msg("Tables")),
        _contents(),
        *(block for table in tables().values() for block in _table(table)),
        *_demo(companies or paths.companies()),
    ]
    return "\n\n".join(blocks) + "\n"


def file() -> Path:
    """Where it lies."""
    return paths.root() / "data" / "README.md"


def _folder() -> list[str]:
    bases = Words(*(", ".join(f"`{key}` {word.pick(lang)}" for key, word in BASES.items()) for lang in LANGUAGES))
    taxes = Words(*(", ".join(f"`{key}` {word.pick(lang)}" for key, word in TAXES.items()) for lang in LANGUAGES))
    return [
        "## " + _pair(msg("The client folder")),
        _both(
            msg(
                "One folder a company: `company.yml` and one file a table, named after the table: `.csv` (UTF-8, commas), `.xlsx`, `.xls` or `.parquet`. Or one workbook `fill_in.xlsx` with a sheet a table. Only `customers` and `orders` are required; each further table adds to the report. Column titles are the English names, or the titles of either language."
            )
        ),
        _both(msg("`course new` makes an empty folder, `course import` one from a client's export; `course check` lists everything wrong at once.")),
        f"### `{FILE}`",
        f"```yaml\n{EXAMPLE}```",
        _both(
            msg("`id`: letters (Chinese too), digits, “-”, “_” and “.”, at most 80, as it names folders."),
            msg("`as_of`: the day everything is seen from. No row may be dated after it; `company.as_of(date)` gives the folder as it was known earlier."),
            msg("`revenue`: what the amounts of `orders` mean. `basis`: {bases}. `tax`: {taxes}.", bases=bases, taxes=taxes),
            msg("`finance`: revenue as finance reports it, by period, to tie out to. `rules`: thresholds of stations that differ from the preset's."),
            msg("`tables`: tables that lie in a database, by Ibis address; a path is relative to the client folder. `${{NAME}}` is taken from the environment; passwords belong there and nowhere else."),
            msg("`orders` in Spark (`database: \"pyspark://?spark.master=…\"`, `table`: its name, or a path of Parquet files) stay there and are grouped there, as are order lines in a Parquet file of three million rows and more. Days must be dates, money decimals."),
        ),
        f"### `{SAME}`",
        f"```yaml\n{SAME_EXAMPLE}```",
        _both(
            msg("Which codes name the same customer or product; `course same` proposes the lines, a person answers `yes`, `no` or `open`. Only lines answered `yes` count, when the folder is read; the tables keep every row, so taking a line out undoes it."),
            msg("`keep`: the code that stays. `code`: the code read as it. `kind`: `same` is one customer; `group` stays a customer of its own, of the same group."),
        ),
    ]  # fmt: skip


#: How tables come about that nobody writes by hand.
FILLED = {
    "program": msg(
        "A program of ours hands out the form and takes it back; the workbook to fill in has no sheet for it."
    ),
    "import": msg("An import brings it with another table; the workbook to fill in has no sheet for it."),
}
#: A same.yml that can be read as it stands.
SAME_EXAMPLE = """customers:
- keep: C0001
  code: C0457
  kind: same
  answer: 'yes'
  by: 李明
  date: '2025-12-31'
"""
#: A company.yml that can be read as it stands (a test does).
EXAMPLE = """\
schema: 1
id: acme
name: {zh: 某某自动化有限公司, en: Acme Automation}
industry: general
currency: CNY
as_of: 2025-12-31
fictional: false
revenue: {basis: invoiced, tax: excluded}
finance:
- {from: 2025-01-01, to: 2025-12-31, revenue: "87282943.93", source: general ledger}
rules:
  classification: {abc_a: 0.7}
tables:
  invoices: {database: "postgres://reader:${SALES_PASSWORD}@host/sales", table: invoices}
"""


def _cells() -> list[str]:
    return [
        "## " + _pair(msg("How cells are read")),
        _both(
            msg("Blanks around a cell are taken off. Only a cell with nothing in it is empty; `NA`, `-` and `无` are texts."),
            msg("In codes, dates and numbers full-width letters and digits count as the usual ones; names stay as they are written. Codes keep capitals and leading zeros."),
            msg("Dates: year, month, day (`2025-03-18`, `2025/3/18`, `2025年3月18日`), between 1950 and 2100; a time behind is left off."),
            msg("Numbers: digits and a decimal point, no separators, no currency sign. Money has at most the decimals of its currency and is kept to the cent; numbers computed in Excel, Parquet or a database are rounded to six decimals first."),
            msg("Values of a closed list may be given by their word in either language."),
            msg("Formulas in a CSV, failed formulas, and signs that cannot be printed are problems, not values."),
            msg("The data hash is taken over the content: the order of rows and columns, the kind of file and empty columns do not change it."),
        ),
    ]  # fmt: skip


def _contents() -> str:
    heads = (msg("Table"), msg("Title"), msg("Rows are known since"))
    lines = ["| " + " | ".join(_pair(head) for head in heads) + " |", "|---|---|---|"]
    for table in tables().values():
        title = _stacked(table.title) + (" **\\***" if table.required else "")
        lines.append(f"| [`{table.name}`](#{table.name}) | {title} | {_known(table)} |")
    return "\n".join(lines) + "\n\n" + _both(msg("**\\*** required"))


def _known(table: Table) -> str:
    if not table.known_on and table.undated == "keep":
        return _stacked(msg("always"))
    if not table.known_on:
        return _stacked(msg("not kept: left out of a folder cut back"))
    undated = {
        "keep": msg("rows without it: always"),
        "first_use": msg("at the latest, and without it: since first named in another table"),
    }.get(table.undated)
    return f"`{table.known_on}`" + (f"<br>{_stacked(undated)}" if undated else "")


def _table(table: Table) -> list[str]:
    heads = (
        msg("Column"),
        msg("Title"),
        msg("Kind"),
        msg("Allowed, unit"),
        msg("Example"),
        msg("Known since"),
        msg("Meaning"),
    )
    lines = ["| " + " | ".join(_pair(head) for head in heads) + " |", "|" + "---|" * len(heads)]
    for column in table.columns:
        cells = (
            f"`{column.name}`" + (" **\\***" if column.required else ""),
            _stacked(column.title),
            _stacked(KINDS[column.kind]),
            _allowed(column),
            f"`{column.example}`",
            _since(table, column),
            _stacked(column.about),
        )
        lines.append("| " + " | ".join(cells) + " |")
    told = [_both(table.about)]
    if table.key:
        told.append(
            _both(msg("Key: {columns}; no two rows share it.", columns=", ".join(f"`{name}`" for name in table.key)))
        )
    if table.planned:
        told.append(_both(msg("Nothing reads it yet: it is loaded, checked and kept. What it is meant for:")))
    if FILLED.get(table.filled):
        told.append(_both(FILLED[table.filled]))
    if table.adds:
        told.append("\n".join(f"- `{station}`: {_pair(words)}" for station, words in table.adds.items()))
    title = f'### <a id="{table.name}"></a>`{table.name}` {_pair(table.title)}'
    return [title, *told, "\n".join(lines)]


def _allowed(column: Column) -> str:
    parts = [f"`{value}` {word.zh} / {word.en}" for value, word in column.allowed.items()]
    if column.refers_to:
        parts.append(_pair(msg("among `{place}`", place=column.refers_to)))
    if column.low is not None or column.high is not None:
        low = "" if column.low is None else f"{column.low:g} ≤ "
        high = "" if column.high is None else f" ≤ {column.high:g}"
        parts.append(f"{low}…{high}")
    if column.unit:
        parts.append(_pair(column.unit))
    return "<br>".join(parts)


def _since(table: Table, column: Column) -> str:
    if by := table.known_by(column):
        return f"`{by}`"
    if column.mutable:
        return _stacked(msg("only today's is kept"))
    return _stacked(msg("with its row"))


def _demo(companies: Path) -> list[str]:
    """Demo companies: those whose ``company.yml`` says they are fictional."""
    from helpers.company.profile import read

    told = [read(path.parent) for path in sorted(companies.glob(f"*/{FILE}"))]
    lines = [
        f"- `{profile.id}` {profile.name.zh} / {profile.name.en}: {profile.as_of.isoformat()}{_made(profile.id)}"
        for profile in told
        if profile.fictional
    ]
    if not lines:
        return []
    return [
        "## " + _pair(msg("Demo companies")),
        _both(
            msg(
                "Invented from a seed by `helpers.demo`; no firm, person or number in them is real. `make demo` makes them again, the same bytes."
            )
        ),
        "\n".join(lines),
        *_described(),
    ]


def _described() -> list[str]:
    """How the demo companies are made, and what is planted in each: folded away, for a reader who wants to find it."""
    try:
        describe = importlib.import_module("helpers.demo.describe")
    except ModuleNotFoundError:
        return []
    planted = "\n".join(f"- `{id}`: {words.zh}<br>{words.en}" for id, words in describe.planted().items())
    folded = f"<details><summary>{_pair(describe.SPOILERS)}</summary>\n\n{planted}\n\n</details>"
    return [*("\n\n".join(words) for words in describe.PARAGRAPHS), folded]


def _made(id: str) -> str:
    """The command that makes a company like the committed one, with its industry and seed."""
    try:
        committed = importlib.import_module("helpers.demo.__main__").COMMITTED
    except ModuleNotFoundError:
        return ""
    for name, industry, seed in committed:
        if name == id:
            return f", `course new {id} --demo --industry {industry} --seed {seed} --out …`"
    return ""


def _say(words: Message | Words, lang: str) -> str:
    return words.pick(lang) if isinstance(words, Words) else words.render(lang)


def _pair(words: Message | Words) -> str:
    zh, en = (_say(words, lang) for lang in LANGUAGES)
    return zh if zh == en else f"{zh} / {en}"


def _stacked(words: Message | Words) -> str:
    return _pair(words).replace(" / ", "<br>", 1)


def _both(*sentences: Message | Words) -> str:
    """Sentences in Chinese, then in English; several as lists."""
    mark = "- " if len(sentences) > 1 else ""
    return "\n\n".join("\n".join(mark + _say(words, lang) for words in sentences) for lang in LANGUAGES)


def main() -> None:
    """Write the file."""
    file().write_text(text(), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
