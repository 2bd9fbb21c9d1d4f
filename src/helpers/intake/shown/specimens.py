"""Cells as exports write them, read before the trainee's eyes by the very functions of the import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpers.intake.columns.header import FIELD_WORDS
from helpers.intake.shown.tables import visible
from helpers.intake.values import codes, dates, numbers
from helpers.intake.values.reading import REPAIRS
from helpers.language import current, msg
from helpers.show import Html, render_table, word
from helpers.station import Column, ResultTable

if TYPE_CHECKING:
    import pandas as pd

#: A pipeline as a CRM would export it, made up.
PIPELINE = Path(__file__).with_name("specimen.csv")
#: Field → cells to show; each is read as a column of its own.
CELLS = {
    "date": ("2024年3月5日", "20240305", "45356", "2024-03-05 10:30:00", "05/03/2024", "2024-02-30"),
    "amount": ("¥1,234.50", "（123.00）", "1.2万", "１２３", "1.234", "待定"),
    "customer": ("17850.0", " C001 ", "Ｃ００１", "007", "NA", "nan"),
}
ASKED = msg("asked, not guessed")
UNREADABLE = msg("not readable: the row is set aside")
EMPTY = msg("empty: a row without customer is set aside")
AS_IT_IS = msg("taken as it is")


def specimens() -> pd.DataFrame:
    """Field, cell as written, what it is read as, and which repair that is."""
    import pandas as pd

    rows = []
    for field, texts in CELLS.items():
        for text in texts:
            value, repair = _read(field, pd.Series([text], dtype="str"))
            rows.append((word(FIELD_WORDS[field]), visible(text), value, repair))
    return pd.DataFrame(rows, columns=["field", "written", "read", "repair"], dtype="str")


def _read(field: str, cell: pd.Series) -> tuple[str, str]:
    if field == "date":
        if dates.order_of(cell) == "?":
            return "?", word(ASKED)
        reading = dates.read_dates(cell, field)
        value = "" if reading.values.isna().iloc[0] else f"{reading.values.iloc[0]:%Y-%m-%d}"
    elif field == "amount":
        if numbers.mark_of(cell) == "?":
            return "?", word(ASKED)
        reading = numbers.read_numbers(cell, field)
        value = "" if reading.values.iloc[0] is None else format(reading.values.iloc[0], "f")
    else:
        reading = codes.read_codes(cell, field)
        value = "" if reading.values.isna().iloc[0] else reading.values.iloc[0]
    if not value:
        return "–", word(EMPTY if field == "customer" else UNREADABLE)
    return value, word(REPAIRS[reading.repairs[0].kind] if reading.repairs else AS_IT_IS)


def confirm_columns(files=None, folder=None, lang: str | None = None):
    """The form in which a person says which column is what.

    Parameters
    ----------
    files
        Exports; the small made-up pipeline of the lesson when not given.
    folder
        Client folder that ``mapping.yml`` is written to; a folder for trying when not given.
    """
    from helpers import paths
    from helpers.intake.columns.confirm import Confirm

    return Confirm(files or PIPELINE, folder or paths.results().parent / "tried", lang=lang)


def show_specimens(lang: str | None = None) -> Html:
    """:func:`specimens` as a table."""
    columns = {
        "field": Column(msg("Column")),
        "written": Column(msg("As written")),
        "read": Column(msg("Read as")),
        "repair": Column(msg("Repair")),
    }
    table = ResultTable(msg("The same day, amount or code in many forms"), columns, specimens())
    return render_table(table, "CNY", list(columns), None, lang or current())
