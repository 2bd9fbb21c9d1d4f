"""Where a table of a client folder comes from: a CSV, Excel or Parquet file, or a database."""

from __future__ import annotations

import csv
import os
from pathlib import Path

import pandas as pd

from helpers.company.cells import Raw, table_titles, titles
from helpers.company.profile import Profile
from helpers.company.schema import Table
from helpers.errors import FolderError, Problem
from helpers.language import msg

WORKBOOK = "fill_in.xlsx"
SUFFIXES = (".csv", ".xlsx", ".parquet")


def find(folder: Path, profile: Profile, table: Table) -> str | None:
    """Name of the source of a table: a file of the folder, a sheet, or ``database``.

    Raises
    ------
    FolderError
        When two sources claim the same table.
    """
    found = [f"{table.name}{suffix}" for suffix in SUFFIXES if (folder / f"{table.name}{suffix}").is_file()]
    if table.name in profile.tables:
        found.append("database")
    if not found and (sheet := _sheet(folder, table)):
        found.append(f"{WORKBOOK}[{sheet}]")
    if len(found) > 1:
        raise FolderError(
            Problem(
                what=msg("The table {table} is given more than once: {found}.", table=table.title, found=", ".join(found)),
                do=msg("Keep one of them and move the others out of the folder."),
                file=found[0],
            )
        )
    return found[0] if found else None


def read(folder: Path, profile: Profile, table: Table, source: str) -> Raw:
    """The table as it stands there.

    Raises
    ------
    FolderError
        When the file or database cannot be read at all.
    """
    if source == "database":
        return _database(profile, table)
    if source.startswith(WORKBOOK):
        return _excel(folder / WORKBOOK, table, source[len(WORKBOOK) + 1 : -1])
    path = folder / source
    reader = {".csv": _csv, ".xlsx": _excel, ".parquet": _parquet}[path.suffix]
    return reader(path, table)


def _raw(frame: pd.DataFrame, table: Table, file: str, lines: pd.Series) -> Raw:
    known = titles(table)
    frame.columns = [known.get(str(name).strip().lower(), str(name).strip()) for name in frame.columns]
    doubled = sorted(set(frame.columns[frame.columns.duplicated()]))
    if doubled:
        raise FolderError(
            [
                Problem(what=msg("The column {name} stands twice.", name=name), do=msg("Keep one of them."), file=file, row=1, column=name)
                for name in doubled
            ]
        )
    return Raw(table, frame, lines, file)


def _csv(path: Path, table: Table) -> Raw:
    rows, lines = [], []
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = next(reader, [])
            line = reader.line_num
            for row in reader:
                start, line = line + 1, reader.line_num
                if not any(cell.strip() for cell in row):
                    continue
                if len(row) != len(header):
                    raise FolderError(
                        Problem(
                            what=msg("This line has {n} cells, the header has {m}.", n=len(row), m=len(header)),
                            do=msg("A text with a comma in it must stand in double quotes."),
                            file=path.name,
                            row=start,
                        )
                    )
                rows.append(row)
                lines.append(start)
    except UnicodeDecodeError:
        raise FolderError(
            Problem(what=msg("The file is not UTF-8 text."), do=msg("Bring it in with `course import`, or save it as “CSV UTF-8”."), file=path.name)
        ) from None
    except csv.Error as error:
        raise FolderError(
            Problem(what=msg("The file is not a readable CSV: {why}.", why=str(error)), do=msg("Save it again as “CSV UTF-8”."), file=path.name)
        ) from None
    except PermissionError:
        raise FolderError(_locked(path)) from None
    frame = pd.DataFrame(rows, columns=header, dtype="str")
    frame = frame.apply(lambda cells: cells.str.strip()).replace("", pd.NA) if len(frame) else frame
    return _raw(frame, table, path.name, pd.Series(lines, dtype="int64"))


def _locked(path: Path) -> Problem:
    return Problem(
        what=msg("The file cannot be opened."),
        do=msg("Close it in Excel or WPS, and try again."),
        file=path.name,
    )


def _sheet(folder: Path, table: Table) -> str | None:
    path = folder / WORKBOOK
    if not path.is_file():
        return None
    from python_calamine import CalamineWorkbook

    try:
        names = CalamineWorkbook.from_path(str(path)).sheet_names
    except Exception as error:  # calamine's own error types differ by format
        raise FolderError(_unreadable(path, error)) from None
    return next((name for name in names if name.strip().lower() in table_titles(table)), None)


def _unreadable(path: Path, error: Exception) -> Problem:
    if isinstance(error, PermissionError):
        return _locked(path)
    return Problem(
        what=msg("The file cannot be read: {why}.", why=str(error)[:200]),
        do=msg("Open it in Excel or WPS and save it again as .xlsx without a password."),
        file=path.name,
    )


def _excel(path: Path, table: Table, sheet: str | None = None) -> Raw:
    from python_calamine import CalamineWorkbook

    try:
        book = CalamineWorkbook.from_path(str(path))
        if not sheet:
            sheet = next((name for name in book.sheet_names if name.strip().lower() in table_titles(table)), book.sheet_names[0])
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    except Exception as error:
        raise FolderError(_unreadable(path, error)) from None
    label = f"{path.name}[{sheet}]"
    header = [_text(cell) or "" for cell in rows[0]] if rows else []
    keep = [i for i, name in enumerate(header) if name]
    body = [(number, row) for number, row in enumerate(rows[1:], start=2) if any(cell not in ("", None) for cell in row)]
    frame = pd.DataFrame([[_text(row[i]) for i in keep] for _, row in body], columns=[header[i] for i in keep], dtype="str")
    return _raw(frame, table, label, pd.Series([number for number, _ in body], dtype="int64"))


def _text(cell) -> str | None:
    """An Excel cell as canonical text: whole floats without ``.0``, dates as ISO."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return str(cell)
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(round(cell, 9))
    if hasattr(cell, "isoformat"):
        return cell.isoformat()[:10]
    return str(cell).strip() or None


def _parquet(path: Path, table: Table) -> Raw:
    try:
        frame = pd.read_parquet(path)
    except Exception as error:
        raise FolderError(_unreadable(path, error)) from None
    return _frame(frame, table, path.name)


def _frame(frame: pd.DataFrame, table: Table, label: str) -> Raw:
    text = pd.DataFrame({name: pd.Series([None if pd.isna(c) else _text(c) for c in frame[name]], dtype="str") for name in frame.columns})
    return _raw(text, table, label, pd.Series(range(1, len(frame) + 1), dtype="int64"))


def _database(profile: Profile, table: Table) -> Raw:
    """Through Ibis. Passwords come from the environment: ``${NAME}`` in the address is filled in."""
    line = profile.tables[table.name]
    label = f"company.yml tables.{table.name}"
    try:
        import ibis

        address = os.path.expandvars(line["database"])
        frame = ibis.connect(address).table(line["table"]).to_pandas()
    except Exception as error:
        raise FolderError(
            Problem(
                what=msg("The database table {name} cannot be read: {why}.", name=line.get("table", ""), why=type(error).__name__),
                do=msg("Check the address and the table name; passwords belong in environment variables, written ${{NAME}} in the address."),
                file="company.yml",
                column=f"tables.{table.name}",
            )
        ) from None
    return _frame(frame, table, label)
