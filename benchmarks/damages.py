"""Damages of good files: each must end in an import that reconciles, or in a CourseError that names the place.

Every case runs in a process that is watched: a case that takes longer than ``LIMIT`` seconds of computing or more than ``MEMORY``
bytes is stopped and counts as failed, as does any other error, a sum that does not reconcile and a file written
outside of the client folder. Prints the outcomes by kind; exit status 1 where a case failed.

    python benchmarks/damages.py                       sixty cases of each kind
    python benchmarks/damages.py --each 5 --kind xlsx_cut --seed 7
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import multiprocessing
import os
import random
import re
import sqlite3
import struct
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

#: Seconds of computing, seconds by the clock (a machine may be busy), and bytes that a case may take.
LIMIT, CLOCK, MEMORY = 20.0, 240.0, 1_500_000_000
HEAD = ["单据编号", "日期", "客户编码", "客户名称", "产品编码", "产品名称", "数量", "单价", "金额"]
PEOPLE = ["客户编码", "客户名称", "行业", "地区"]
WORDS = ["abc", "无", "-", "1e999", "-1e400", "NaN", "inf", "#REF!", "#N/A", "=SUM(A1:A9)", "1.2.3", "１２", "9" * 400,
         "9" * 18, "0x1F", "TRUE", "2024-13-45", "0000-00-00", "9999-12-31", "99999-01-01", "1e308", "-0", "1,2,3",
         "１２亿亿", "1/0", "{x}", "%s", "\u202e1", "'", "--", "12:00", "2958466", "1e15", "0.0000000001", "٣", "²", "½", "Ⅷ",
         "99999999999999999999.99", "(((1)))", "¥¥1", "1万万", "6E+23", "-9223372036854775808", "\ud7ff", "𝟙", "<b>", "None"]  # fmt: skip


@dataclass
class Case:
    """Files and options of one import.

    Attributes
    ----------
    expect
        ``same`` (kept money must equal ``money``), ``refused``, or ``either``.
    """

    files: list[Any]
    expect: str = "either"
    money: int | None = None
    options: dict[str, Any] = field(default_factory=dict)
    patches: list[Any] = field(default_factory=list)
    target: str = "probe"


# Good files --------------------------------------------------------------------------------------------------------


def good(r: random.Random, lines: int | None = None) -> tuple[list[list[str]], int]:
    """Rows of a good ledger, header first, and their money in cents."""
    rows, money = [list(HEAD)], 0
    for number in range(lines or r.randint(3, 60)):
        day, buyer, item = dt.date(2024, 1, 1) + dt.timedelta(days=r.randrange(600)), r.randrange(9), r.randrange(6)
        count, price = r.randint(1, 20), item * 1300 + 99
        rows.append([f"SO{number:05d}", day.isoformat(), f"C{buyer:03d}", f"恒川{'甲乙丙丁戊己庚辛壬'[buyer]}精密", f"P{item}",
                     f"阀门{item}型", str(count), f"{price / 100:.2f}", f"{count * price / 100:.2f}"])  # fmt: skip
        money += count * price
    return rows, money


def text(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end).writerows(rows)
    return out.getvalue()


def typed(rows: list[list[str]]) -> list[list[Any]]:
    """Cells as a workbook holds them: days as days, numbers as numbers."""

    def cell(position: int, value: str) -> Any:
        try:
            return dt.date.fromisoformat(value) if position == 1 else float(value) if position > 5 else value
        except ValueError:
            return value

    return [rows[0], *([cell(n, value) for n, value in enumerate(row)] for row in rows[1:])]


def book(sheets: dict[str, list[list[Any]]]) -> bytes:
    import openpyxl

    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def parquet(rows: list[list[str]], **options: Any) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = io.BytesIO()
    columns = list(zip(*rows[1:], strict=True))
    pq.write_table(pa.table({name: list(cells) for name, cells in zip(rows[0], columns, strict=True)}), out, **options)
    return out.getvalue()


def database(path: Path, tables: dict[str, list[list[str]]], *more: str) -> bytes:
    path.unlink(missing_ok=True)
    con = sqlite3.connect(path)
    for name, rows in tables.items():
        columns = ", ".join(f'"{cell}"' for cell in rows[0])
        con.execute(f'CREATE TABLE "{name}" ({columns})')
        con.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', rows[1:])
    for command in more:
        con.execute(command)
    con.commit()
    con.close()
    return path.read_bytes()


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def biff(rows: list[list[Any]], extra: bytes = b"", at: tuple[int, int] | None = None) -> bytes:
    """An .xls workbook (BIFF8 in a compound file) with one sheet; ``at`` puts one more cell far away."""
    begin = struct.pack("<HHHHII", 0x0600, 0, 0x0DBB, 0x07CC, 0, 0)
    name = "台账".encode("utf-16-le")
    globals_ = record(0x0809, begin[:2] + b"\x05\x00" + begin[4:]) + extra + record(0x0042, struct.pack("<H", 1200))
    size = len(globals_) + 4 + 8 + len(name) + 4
    globals_ += record(0x0085, struct.pack("<IHBB", size, 0, len(name) // 2, 1) + name) + record(0x000A, b"")
    sheet = record(0x0809, begin[:2] + b"\x10\x00" + begin[4:])
    cells = [(y, x, value) for y, row in enumerate(rows) for x, value in enumerate(row)]
    for y, x, value in cells + ([(*at, 1.0)] if at else []):
        if isinstance(value, dt.date):
            value = float((value - dt.date(1899, 12, 30)).days)
        if isinstance(value, float):
            sheet += record(0x0203, struct.pack("<HHHd", y, x, 0, value))
        else:
            sheet += record(0x0204, struct.pack("<HHHHB", y, x, 0, len(value), 1) + value.encode("utf-16-le"))
    return compound("Workbook", globals_ + sheet + record(0x000A, b""))


def compound(name: str, stream: bytes) -> bytes:
    """A compound file (OLE) with one stream."""
    stream = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\x00")
    count, end, free = len(stream) // 512, 0xFFFFFFFE, 0xFFFFFFFF
    fats = -(-(count + 2) // 127)
    chain = [0xFFFFFFFD] * fats + [end] + [fats + 2 + n for n in range(count - 1)] + [end]
    chain += [free] * (fats * 128 - len(chain))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(10)
    head += struct.pack("<IIIIIIII", fats, fats, 0, 4096, end, 0, end, 0)
    head += b"".join(struct.pack("<I", n if n < fats else free) for n in range(109))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        wide = title.encode("utf-16-le") + b"\x00\x00"
        body = wide.ljust(64, b"\x00") + struct.pack("<HBB", len(wide) if title else 0, kind, 1)
        return body + struct.pack("<III", free, free, child) + bytes(36) + struct.pack("<IQ", start, size)

    folder = entry("Root Entry", 5, 1, end, 0) + entry(name, 2, free, fats + 1, len(stream)) + bytes(256)
    return head + struct.pack(f"<{len(chain)}I", *chain) + folder + stream


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in members.items():
            archive.writestr(name, body)
    return out.getvalue()


def swollen(
    members: dict[str, bytes], name: str, start: bytes, piece: bytes, times: int, end: bytes, lie: bool
) -> bytes:
    """A ZIP archive whose member ``name`` is ``start``, then ``piece`` many times, then ``end``; made without unpacking.

    ``lie`` writes a small size into the archive's directory.
    """
    block = piece * max(1, 4_000_000 // len(piece))
    flat = zlib.compressobj(9, zlib.DEFLATED, -15)
    opening = flat.compress(start) + flat.flush(zlib.Z_FULL_FLUSH)
    middle = flat.compress(block) + flat.flush(zlib.Z_FULL_FLUSH)
    closing = flat.compress(end) + flat.flush()
    rounds = max(1, times // max(1, len(block) // len(piece)))
    body = opening + middle * rounds + closing
    size, check = len(start) + len(block) * rounds + len(end), zlib.crc32(start)
    for _ in range(rounds if rounds < 300 else 0):
        check = zlib.crc32(block, check)
    check = zlib.crc32(end, check)
    plain = packed({key: value for key, value in members.items() if key != name})
    at = plain.rindex(b"PK\x05\x06")
    count, length, offset = struct.unpack("<HII", plain[at + 10 : at + 20])
    title, told = name.encode(), 1000 if lie else min(size, 0xFFFFFFFE)
    common = struct.pack("<HHHHHIIIHH", 20, 0x800, 8, 0, 0x21, check, len(body), told, len(title), 0)
    local = b"PK\x03\x04" + common + title + body
    central = b"PK\x01\x02" + struct.pack("<H", 20) + common + struct.pack("<HHHII", 0, 0, 0, 0, offset) + title
    whole = plain[:offset] + local + plain[offset : offset + length] + central
    finish = struct.pack("<HHHHIIH", 0, 0, count + 1, count + 1, length + len(central), offset + len(local), 0)
    return whole + b"PK\x05\x06" + finish


# Damages -----------------------------------------------------------------------------------------------------------

KINDS: dict[str, Callable[[random.Random, Path], Case]] = {}


def kind(make: Callable[[random.Random, Path], Case]) -> Callable[[random.Random, Path], Case]:
    KINDS[make.__name__] = make
    return make


def put(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data)
    return path


def flipped(r: random.Random, data: bytes, most: int = 30) -> bytes:
    out = bytearray(data)
    for _ in range(r.randint(1, most)):
        out[r.randrange(len(out))] = r.randrange(256)
    return bytes(out)


def of_kind(r: random.Random, folder: Path, name: str) -> tuple[bytes, int]:
    """Bytes of a good file and its money."""
    rows, money = good(r)
    if name == "csv":
        return text(rows).encode(r.choice(["utf-8", "utf-8-sig", "gb18030", "utf-16"])), money
    if name == "xlsx":
        return book(
            {"台账": typed(rows), "客户": [PEOPLE, *sorted({(row[2], row[3], "机械", "华东") for row in rows[1:]})]}
        ), money
    if name == "xls":
        return biff(typed(rows)), money
    if name == "parquet":
        return parquet(rows, compression=r.choice(["none", "snappy", "zstd"])), money
    return database(folder / "made.db", {"台账": rows}), money


def _each_format() -> None:
    for name in ("csv", "xlsx", "xls", "parquet", "sqlite"):

        def whole(r, folder, name=name):
            data, money = of_kind(r, folder, name)
            return Case([put(folder, f"台账.{name}", data)], "same", money)

        def cut(r, folder, name=name):
            data, _ = of_kind(r, folder, name)
            return Case([put(folder, f"台账.{name}", data[: r.randrange(len(data))])])

        def flips(r, folder, name=name):
            data, _ = of_kind(r, folder, name)
            return Case([put(folder, f"台账.{name}", flipped(r, data))])

        def holes(r, folder, name=name):
            data, _ = of_kind(r, folder, name)
            start = r.randrange(len(data))
            end = min(len(data), start + r.randint(1, max(1, len(data) // 3)))
            inside = r.choice([b"", bytes(end - start), r.randbytes(end - start), data[start:end] * 2])
            return Case([put(folder, f"台账.{name}", data[:start] + inside + data[end:])])

        for label, make in (("whole", whole), ("cut", cut), ("bytes", flips), ("holes", holes)):
            KINDS[f"{name}_{label}"] = make


_each_format()


@kind
def shuffled_columns(r, folder):
    rows, money = good(r)
    order = r.sample(range(len(HEAD)), len(HEAD))
    rows = [[row[n] for n in order] for row in rows]
    data = r.choice([lambda: text(rows).encode(), lambda: book({"台账": rows})])()
    return Case([put(folder, "台账.dat", data)], "same", money)


@kind
def shifted_cells(r, folder):
    rows, _ = good(r)
    for row in r.sample(rows, r.randint(1, len(rows))):
        row.insert(r.randrange(len(row)), r.choice(["", "x"]))
    return Case([put(folder, "台账.csv", text(rows))])


@kind
def wrong_types(r, folder):
    rows, _ = good(r)
    for row in r.sample(rows[1:], r.randint(1, len(rows) - 1)):
        for position in r.sample(range(len(row)), r.randint(1, 4)):
            row[position] = r.choice(WORDS)
    if r.random() < 0.5:
        return Case([put(folder, "台账.csv", text(rows))])
    return Case([put(folder, "台账.xlsx", book({"台账": typed(rows)}))])


@kind
def absurd_numbers(r, folder):
    rows, _ = good(r)
    for row in r.sample(rows[1:], r.randint(1, len(rows) - 1)):
        for position in r.sample([6, 7, 8], r.randint(1, 3)):
            row[position] = (
                f"{r.choice(['', '-', '+'])}{r.randrange(10 ** r.randint(1, 40))}{r.choice(['', '.5', 'e99', 'E-30', '万', '亿', '%'])}"
            )
    return Case([put(folder, "台账.csv", text(rows))])


@kind
def absurd_dates(r, folder):
    rows, _ = good(r)
    for row in r.sample(rows[1:], r.randint(1, len(rows) - 1)):
        row[1] = r.choice(["0001-01-01", "9999-12-31", "1677-01-01", "2262-04-12", "-5", "0", "60", "2958465", "1e9",
                           "2024-02-30", "30/02/2024", "99/99/9999", "2024-01-01T25:61", "2024年13月1日", "20241301", "二〇二四年",
                           "2024-01-05T10:00:00+99:00", "10000-01-01", str(r.randrange(10**12)), "明天"])  # fmt: skip
    return Case([put(folder, "台账.csv", text(rows))])


@kind
def absurd_excel_dates(r, folder):
    rows, _ = good(r)
    data = book({"台账": typed(rows)})
    members = parts(data)
    sheet = next(name for name in members if name.endswith("sheet1.xml"))
    wild = [b"-1", b"1e300", b"2958466", b"99999999999", b"NaN", b"", b"1e-300", b"0", b"60", b"x"]
    members[sheet] = re.sub(rb"<v>(45\d+)</v>", lambda m: b"<v>" + r.choice([m[1], *wild]) + b"</v>", members[sheet])
    return Case([put(folder, "台账.xlsx", packed(members))])


@kind
def mixed_encodings(r, folder):
    rows, _ = good(r)
    names = ["utf-8", "gb18030", "utf-16", "big5", "utf-16-le", "shift_jis", "utf-7", "cp1252"]
    pieces = text(rows).splitlines(keepends=True)
    one, two = r.sample(names, 2)
    data = b"".join(line.encode(one if r.random() < 0.7 else two, "ignore") for line in pieces)
    return Case([put(folder, "台账.csv", data)])


@kind
def false_marks(r, folder):
    rows, _ = good(r)
    mark = r.choice(
        [b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff", b"+/v8", b"\xef\xbb"]
    )
    return Case([put(folder, "台账.csv", mark + text(rows).encode(r.choice(["utf-8", "gb18030", "utf-16-be"])))])


@kind
def lone_surrogates(r, folder):
    rows, _ = good(r)
    for row in r.sample(rows, r.randint(1, len(rows))):
        row[r.randrange(len(row))] += r.choice(["\ud800", "\udfff", "\udcff", "\uffff", "\U0010ffff"])
    name = r.choice(["utf-8", "utf-16-le", "utf-16", "utf-32"])
    return Case([put(folder, "台账.csv", text(rows).encode(name, "surrogatepass"))])


@kind
def null_bytes(r, folder):
    rows, _ = good(r)
    data = bytearray(text(rows).encode(r.choice(["utf-8", "gb18030"])))
    for _ in range(r.randint(1, 40)):
        data.insert(r.randrange(len(data)), 0)
    return Case([put(folder, "台账.csv", bytes(data) + bytes(r.choice([0, 0, 5000])))])


@kind
def control_characters(r, folder):
    rows, _ = good(r)
    for row in r.sample(rows, r.randint(1, len(rows))):
        position = r.randrange(len(row))
        row[position] = (
            r.choice(["\x01", "\x0b", "\x1c", "\x85", "\u2028", "\r", "\n", "\x1a", "\u200f", "\u2066"]) + row[position]
        )
    return Case([put(folder, "台账.csv", text(rows, end=r.choice(["\r\n", "\n", "\r"])))])


@kind
def unclosed_quotes(r, folder):
    rows, _ = good(r)
    data = text(rows)
    for _ in range(r.randint(1, 5)):
        at = r.randrange(len(data))
        data = data[:at] + r.choice(['"', '""', '"""', ',"', '",', '\\"', "“"]) + data[at:]
    return Case([put(folder, "台账.csv", data)])


@kind
def endless_quote(r, folder):
    rows, _ = good(r, 20)
    data = text(rows) + '"SO9,' + "很长," * r.randint(50_000, 400_000)
    return Case([put(folder, "台账.csv", data)], "refused")


@kind
def doubled_headers(r, folder):
    rows, _ = good(r)
    how = r.randrange(4)
    if how == 0:
        for _ in range(r.randint(1, 5)):
            rows.insert(r.randrange(len(rows)), list(HEAD))
    elif how == 1:
        extra = r.sample(range(9), r.randint(1, 9))
        rows = [row + [row[n] if r.random() < 0.8 else "" for n in extra] for row in rows]
    elif how == 2:
        rows[0] = [rows[0][0]] * r.randint(1, 9) + rows[0][r.randint(0, 8) :]
    else:
        rows[0] = [f"{name} (2)" if r.random() < 0.5 else name for name in rows[0]]
        rows = [row * 2 for row in rows]
    return Case([put(folder, "台账.csv", text(rows))])


@kind
def ragged_rows(r, folder):
    rows, _ = good(r)
    rows = [row[: r.randint(0, 9)] if r.random() < 0.3 else row + ["多"] * r.choice([0, 0, 1, 50]) for row in rows]
    return Case([put(folder, "台账.csv", text(rows))])


@kind
def no_header(r, folder):
    rows, _ = good(r)
    rows = r.choice(
        [
            rows[1:],
            [["x"] * 9, *rows[1:]],
            [[""] * 9, *rows[1:]],
            [["1"] * 9, *rows[1:]],
            rows[:1],
            rows[:2],
            [[HEAD[8]], *rows[1:]],
        ]
    )
    return Case([put(folder, "台账.csv", text(rows))])


@kind
def mixed_delimiters(r, folder):
    rows, _ = good(r)
    data = "".join(
        text([row], r.choice([",", ";", "\t", "|", "^", " "]), r.choice(["\n", "\r\n", "\r"])) for row in rows
    )
    return Case([put(folder, "台账.txt", data)])


@kind
def formulas_and_error_cells(r, folder):
    rows, _ = good(r)
    rows = typed(rows)
    for row in r.sample(rows[1:], r.randint(1, len(rows) - 1)):
        row[r.randrange(9)] = r.choice(["=A1+B1", "=#REF!", "#REF!", "#N/A", "#DIV/0!", "=1/0", "=HYPERLINK(\"x\")", True, None, dt.time(3), dt.timedelta(1.5), 1e300, -1e-300])  # fmt: skip
    members = parts(book({"台账": rows}))
    if r.random() < 0.5:
        sheet = next(name for name in members if name.endswith("sheet1.xml"))
        wild = [
            b't="e"><v>#REF!</v>',
            b't="b"><v>7</v>',
            b't="s"><v>99999</v>',
            b't="s"><v>-1</v>',
            b't="d"><v>x</v>',
            b't="zz"><v>1</v>',
            b't="inlineStr"><is/>',
        ]
        members[sheet] = re.sub(
            rb't="n"><v>[^<]*</v>', lambda m: m[0] if r.random() < 0.8 else r.choice(wild), members[sheet]
        )
    return Case([put(folder, "台账.xlsx", packed(members))])


@kind
def empty_sheets(r, folder):
    rows, money = good(r)
    sheets: dict[str, Any] = {
        f"空{n}": r.choice([[], [[]], [[None] * 30] * 9, [[" "]]]) for n in range(r.randint(1, 20))
    }
    if r.random() < 0.5:
        return Case([put(folder, "台账.xlsx", book(sheets))], "refused")
    return Case([put(folder, "台账.xlsx", book(sheets | {"台账": typed(rows)}))], "same", money)


@kind
def xml_damages(r, folder):
    rows, _ = good(r)
    members = parts(book({"台账": typed(rows)}))
    for _ in range(r.randint(1, 3)):
        name = r.choice(sorted(members))
        how = r.randrange(5)
        if how == 0:
            del members[name]
            if not members:
                break
        elif how == 1:
            members[name] = members[name][: r.randrange(len(members[name]) + 1)]
        elif how == 2:
            members[name] = flipped(r, members[name] or b" ")
        elif how == 3:
            members[name] = b'<!DOCTYPE a [<!ENTITY b "' + b"x" * 999 + b'"><!ENTITY c "&b;&b;&b;">]>' + members[name]
        else:
            members[f"../../{name}"] = members[name]
    return Case([put(folder, "台账.xlsx", packed(members or {"x": b""}))])


@kind
def far_cells(r, folder):
    """Cells named far away: a sheet of a few cells that spreads over up to 10 million columns."""
    rows, _ = good(r)
    members = parts(book({"台账": typed(rows)}))
    sheet = next(name for name in members if name.endswith("sheet1.xml"))
    place = r.choice(
        ["XFD1048576", "XFD1", "ABCDEF9", "A1048576", "ZZZZZZZ999999999", "WVUTS1", "A4294967296", "ZZ900000"]
    )
    cell = f'<row r="{re.sub("[A-Z]", "", place)}"><c r="{place}" t="n"><v>1</v></c></row></sheetData>'
    members[sheet] = members[sheet].replace(b"</sheetData>", cell.encode())
    return Case([put(folder, "台账.xlsx", packed(members))])


@kind
def far_cells_xls(r, folder):
    rows, _ = good(r)
    return Case(
        [
            put(
                folder,
                "台账.xls",
                biff(typed(rows), at=r.choice([(65535, 255), (65535, 65535), (9, 65535), (65535, 0)])),
            )
        ]
    )


@kind
def very_many_columns(r, folder):
    rows, _ = good(r, 5)
    count = r.choice([300, 3000, 20_000, 200_000, 10_000_000])
    how = r.randrange(3)
    if how == 0:
        data = ",".join(HEAD) + "," * count + "\n" + "".join(",".join(row) + "\n" for row in rows[1:])
    elif how == 1:
        data = text(rows) + "," * count + "x\n" + text(rows[1:])
    else:
        count = min(count, 3_000)
        data = ",".join([*HEAD, *(f"列{n}" for n in range(count))]) + "\n"
        data += "".join(",".join([*row, *(str(n) for n in range(count))]) + "\n" for row in rows[1:])
    return Case([put(folder, "台账.csv", data)])


@kind
def wide_and_long(r, folder):
    """One row far longer than a hundred thousand others: a table would have hundreds of millions of cells."""
    rows, _ = good(r, 3)
    return Case(
        [put(folder, "台账.csv", text(rows) + "a\n" * 100_000 + "," * r.choice([5000, 16_000, 90_000]) + "x\n")]
    )


@kind
def zip_bombs(r, folder):
    rows, _ = good(r)
    members = parts(book({"台账": typed(rows)}))
    sheet = next(name for name in members if name.endswith("sheet1.xml"))
    start, end = members[sheet].split(b"</sheetData>")
    end, lie, size = b"</sheetData>" + end, r.random() < 0.5, r.choice([400_000_000, 2_000_000_000, 4_000_000_000])
    how = r.randrange(4)
    if how == 0:
        piece = b"<row><c><v>1</v></c><c><v>1</v></c></row>"
        data = swollen(members, sheet, start, piece, size // len(piece), end, lie)
    elif how == 1:
        data = swollen(members, sheet, start, b" ", size, end, lie)
    elif how == 2:
        top = b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        data = swollen(members, "xl/sharedStrings.xml", top, b"<si><t>x</t></si>", size // 17, b"</sst>", lie)
    else:
        data = swollen({}, "台账.csv", text(rows).encode(), b"0", size, b"", lie)
    return Case([put(folder, "台账.xlsx", data)], "refused")


@kind
def parquet_bombs(r, folder):
    """A column of one value many times: a Parquet file of some hundred bytes holds hundreds of millions of rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows, count = good(r, 1)[0], r.choice([20_000_000, 100_000_000])
    path = folder / "台账.parquet"
    codes = pa.Array.from_buffers(pa.int8(), count, [None, pa.py_buffer(bytes(count))])
    columns = [pa.DictionaryArray.from_arrays(codes, pa.array([cell])) for cell in rows[1][:3]]
    pq.write_table(pa.table(dict(zip(HEAD[:3], columns, strict=True))), path, row_group_size=count)
    return Case([path], "refused")


@kind
def parquet_types(r, folder):
    import pyarrow as pa
    import pyarrow.parquet as pq

    n = r.randint(1, 9)
    odd = [pa.array([None] * n), pa.array([[1, 2]] * n), pa.array([{"a": 1}] * n), pa.array([b"\xff\x00"] * n),
           pa.array([dt.timedelta(1)] * n), pa.array([dt.time(1)] * n), pa.array([float("inf")] * n), pa.array([float("nan")] * n),
           pa.array([2**62] * n, pa.timestamp("us")), pa.array([-(2**31)] * n, pa.date32()), pa.array([2**62] * n, pa.timestamp("s")),
           pa.array([True] * n), pa.array([1.5] * n, pa.float16()), pa.array(["x"] * n).dictionary_encode(), pa.array([2**63 + 5] * n, pa.uint64())]  # fmt: skip
    table = pa.Table.from_arrays([r.choice(odd) for _ in HEAD], names=HEAD)
    path = folder / "台账.parquet"
    try:
        pq.write_table(table, path)
    except (pa.ArrowException, NotImplementedError):
        pq.write_table(pa.table({name: odd[7] for name in HEAD}), path)
    return Case([path])


@kind
def macros(r, folder):
    rows, money = good(r)
    members = parts(book({"台账": typed(rows)}))
    members["xl/vbaProject.bin"] = compound("VBA", r.randbytes(3000))
    main = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        main, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    return Case([put(folder, "台账.xlsm", packed(members))], "same", money)


TRICKS = ["../../evil", "..\\..\\evil", "/etc/evil", "CON", "NUL.csv", "a" * 300, "\u202egnp.exe", "名" * 200, "..", ".", "",
          "a/b", "C:\\x", "x\x00y", "=cmd|' /C calc'!A0", "<script>alert(1)</script>", "{x}", "%s%n", " ", "\n", "x\ud800", "~", "$HOME"]  # fmt: skip


@kind
def path_tricks_in_sheet_names(r, folder):
    rows, _ = good(r)
    members = parts(book({"台账": typed(rows), "乙": [["a"]]}))
    wild = (
        re.sub("[\x00-\x1f\ud800-\udfff]", "?", r.choice(TRICKS))
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace('"', "&quot;")
    )
    members["xl/workbook.xml"] = (
        members["xl/workbook.xml"].replace("台账".encode(), wild.encode()).replace(b"&#21488;&#36134;", wild.encode())
    )
    return Case([put(folder, "台账.xlsx", packed(members))])


@kind
def path_tricks_in_table_names(r, folder):
    rows, _ = good(r)
    name = r.choice([trick for trick in TRICKS if not set(trick) & {"\x00", "\ud800"} and trick]).replace('"', "")
    database(folder / "台账.db", {name: rows})
    return Case([folder / "台账.db"])


@kind
def path_tricks_in_company_ids(r, folder):
    rows, _ = good(r)
    trick = r.choice(TRICKS)
    return Case([put(folder, "台账.csv", text(rows))], "refused", options={"id": trick, "name": "试"}, target=trick)


@kind
def path_tricks_in_company_names(r, folder):
    rows, money = good(r)
    trick = r.choice(TRICKS)
    return Case([put(folder, "台账.csv", text(rows))], "either", money, options={"name": trick})


@kind
def path_tricks_in_file_names(r, folder):
    rows, money = good(r)
    name = r.choice(
        [
            "..\\..\\evil.csv",
            "\u202evsc.csv",
            "CON.csv",
            "名" * 80 + ".csv",
            "a\nb.csv",
            "=1+1.csv",
            "{x}.csv",
            "[a].csv",
            " .csv",
            "-rf.csv",
            "<b>.csv",
        ]
    )
    return Case([put(folder, name, text(rows))], "same", money)


@kind
def files_that_are_none(r, folder):
    wild = [
        folder / "missing.csv",
        folder,
        folder / ("x" * 5000),
        str(folder / "a\x00b.csv"),
        "",
        ".",
        "/dev/null/x",
        folder / "x" / ".." / "y",
        "https://example.org/x.csv",
    ]
    (folder / "loop").symlink_to(folder / "loop")
    return Case([r.choice([*wild, folder / "loop"])], "refused")


@kind
def open_in_excel(r, folder):
    name = r.choice(["csv", "xlsx", "parquet", "sqlite", "xls"])
    path = put(folder, f"台账.{name}", of_kind(r, folder, name)[0])
    refuse = PermissionError(13, "The process cannot access the file because it is being used by another process")
    return Case([path], "refused", patches=[("pathlib.Path.read_bytes", path, refuse)])


@kind
def target_open_in_excel(r, folder):
    rows, _ = good(r)
    name = r.choice(["orders.csv", "customers.csv", "set_aside.csv", "intake.json", "company.yml", "mapping.yml"])
    refuse = r.choice(
        [
            PermissionError(13, "Permission denied"),
            OSError(28, "No space left on device"),
            OSError(30, "Read-only file system"),
        ]
    )
    return Case(
        [put(folder, "台账.csv", text(rows))],
        "refused",
        patches=[("pathlib.Path.write_text", folder / "companies" / "probe" / name, refuse)],
    )


@kind
def locked_database(r, folder):
    path = folder / "台账.db"
    database(path, {"台账": good(r)[0]})
    con = sqlite3.connect(path)
    con.execute("BEGIN EXCLUSIVE")
    return Case([path], "refused", options={"_held": con})


@kind
def endless_views(r, folder):
    view = r.choice(["WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS 金额, x AS 日期 FROM n",
                     "SELECT a.* FROM 台账 a, 台账 b, 台账 c, 台账 d, 台账 e, 台账 f, 台账 g",
                     "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) AS 金额 FROM n",
                     "SELECT * FROM gone", "SELECT hex(zeroblob(900000000)) AS 金额 FROM 台账"])  # fmt: skip
    path = folder / "台账.db"
    rows = good(r, 60)[0]
    con = sqlite3.connect(path)
    con.close()
    if "gone" in view:
        database(
            path,
            {"台账": rows, "gone": [["a"], ["1"]]},
            f"CREATE VIEW 看 AS {view}",
            "PRAGMA legacy_alter_table=ON",
            "DROP TABLE gone",
        )
    else:
        database(path, {"台账": rows}, f"CREATE VIEW 看 AS {view}")
    return Case([path])


@kind
def password(r, folder):
    how = r.randrange(3)
    if how == 0:
        return Case([put(folder, "台账.xlsx", compound("EncryptedPackage", r.randbytes(9000)))], "refused")
    if how == 1:
        return Case(
            [
                put(
                    folder,
                    "台账.xls",
                    biff(typed(good(r)[0]), record(0x2F, b"\x01\x00\x01\x00\x01\x00" + r.randbytes(48))),
                )
            ],
            "refused",
        )
    data = bytearray(book({"台账": typed(good(r)[0])}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(mark)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(mark, start + 4)
    return Case([put(folder, "台账.xlsx", bytes(data))], "refused")


@kind
def document_protection(r, folder):
    head = r.choice(
        [
            b"%TSD-Header-###%",
            b"b\x14#e\x00\x00\x00E-SafeNet\x00LOCK",
            b"\x00\x62\x14\x23\x65",
            b"TSZWENC1",
            b"",
            b"<html>",
            b"PK\x03\x04",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        ]
    )
    return Case(
        [put(folder, r.choice(["台账.xlsx", "台账.csv", "台账.xls"]), head + r.randbytes(r.randint(500, 60_000)))],
        "refused",
    )


@kind
def random_bytes(r, folder):
    data = r.randbytes(r.choice([0, 1, 2, 3, 7, 60, 5000, 300_000]))
    if r.random() < 0.3:
        data = bytes(32 + byte % 95 if byte > 20 else 10 for byte in data)
    head = r.choice(
        [b"", b"PAR1", b"SQLite format 3\x00", b"\x1f\x8b", b"PK\x03\x04", b"\xff\xfe", b"<table>", b"12345678DUCK"]
    )
    return Case([put(folder, "台账.bin", head + data)], "either")


@kind
def wrong_extension(r, folder):
    name = r.choice(["csv", "xlsx", "xls", "parquet", "sqlite"])
    data, money = of_kind(r, folder, name)
    return Case(
        [put(folder, f"台账.{r.choice(['csv', 'xlsx', 'xls', 'parquet', 'db', 'pdf', 'txt', 'exe', ''])}", data)],
        "same",
        money,
    )


@kind
def other_programs_files(r, folder):
    wild = [b"%PDF-1.7\n1 0 obj<</Length 9>>stream\n\x00\xff", b"\x89PNG\r\n\x1a\n\x00\x00", b"GIF89a\x01", b"{\"a\": [1, 2]}", b"#!/bin/sh\nexit", b"MZ\x90\x00\x03", b"Rar!\x1a\x07\x00", b"7z\xbc\xaf\x27\x1c",
            packed({"word/document.xml": b"<x/>", "[Content_Types].xml": b"<Types/>"}), compound("WordDocument", b"x" * 5000), b"INSERT INTO x VALUES (1);", b"\xfd7zXZ\x00", b"BZh91AY&SY"]  # fmt: skip
    return Case([put(folder, "台账.xlsx", r.choice(wild) + (r.randbytes(200) if r.random() < 0.3 else b""))], "refused")


@kind
def web_pages(r, folder):
    rows, _ = good(r)
    span = r.choice(["1", "9" * 5000, "-1", "²", "200", "x", "0", "99999"])
    body = "".join(
        "<tr>" + "".join(f'<td rowspan="{span if r.random() < 0.1 else 1}">{cell}</td>' for cell in row) + "</tr>"
        for row in rows
    )
    coding = r.choice(
        [
            "utf-8",
            "gb2312",
            "idna",
            "undefined",
            "punycode",
            "zip",
            "hex",
            "rot13",
            "utf-7",
            "unicode_escape",
            "raw_unicode_escape",
            "x" * 500,
            "utf-16",
        ]
    )
    page = f'<html><meta charset="{coding}"><table>{body}</table>'
    return Case([put(folder, "台账.xls", page[: r.choice([len(page), r.randrange(60, len(page))])])])


@kind
def xml_workbooks(r, folder):
    rows, _ = good(r)
    far = r.choice(["1", "1048576", "9" * 5000, "²", "-3", "999999999"])
    far_cell = r.choice(["", f' ss:Index="{far}"', f' ss:MergeAcross="{far}"'])
    body = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) + "</Row>"
        for row in rows
    )
    body += f'<Row ss:Index="{far}"><Cell{far_cell}><Data ss:Type="String">x</Data></Cell></Row>' * r.choice([1, 1, 40])
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    page = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="台账"><Table>{body}</Table></Worksheet></Workbook>'
    return Case([put(folder, "台账.xls", page[: r.choice([len(page), len(page), r.randrange(90, len(page))])])])


@kind
def long_cells(r, folder):
    rows, _ = good(r)
    rows[r.randrange(len(rows))][r.randrange(9)] = r.choice(["长", "x ", "1", "=", "'"]) * r.choice(
        [1000, 33_000, 140_000, 900_000]
    )
    return Case([put(folder, "台账.csv", text(rows))])


@kind
def wild_answers(r, folder):
    """Mappings as people mistype them."""
    rows, _ = good(r)
    key = r.choice(
        [
            "amount",
            "date",
            "encoding",
            "delimiter",
            "decimal",
            "date_order",
            "skip_sheets",
            "tables",
            "customer",
            "x",
            "orders.amount",
            "a.b.c",
            "",
        ]
    )
    value = r.choice(
        [
            "金额",
            "",
            "不在",
            "zip",
            "idna",
            "undefined",
            ",,",
            "\x00",
            '"',
            "\n",
            "utf-16",
            None,
            5,
            ["a"],
            {"a": 1},
            "-",
            True,
        ]
    )
    return Case([put(folder, "台账.csv", text(rows))], options={"mapping": {key: value}})


@kind
def several_files_one_damaged(r, folder):
    files = [
        put(folder, f"{n}.{name}", of_kind(r, folder, name)[0])
        for n, name in enumerate(r.choices(["csv", "xlsx", "parquet"], k=r.randint(1, 3)))
    ]
    data = of_kind(r, folder, "xlsx")[0]
    return Case([*files, put(folder, "坏.xlsx", data[: r.randrange(1, len(data) - 30)])], "refused")


# Running -----------------------------------------------------------------------------------------------------------


def make(name: str, number: int, seed: int, folder: Path) -> Case:
    """The case of a kind with a number: the same each time."""
    return KINDS[name](random.Random(f"{seed} {name} {number}"), folder)


def files_below(folder: Path) -> set[str]:
    return {os.path.join(at, name) for at, _, names in os.walk(folder) for name in names}


def judged(name: str, number: int, seed: int) -> tuple[str, str]:
    """Outcome of a case: ``imported``, ``refused`` or ``failed``; and what there is to say."""
    from helpers.errors import CourseError
    from helpers.intake.folder_import import import_files, write

    with tempfile.TemporaryDirectory(prefix="damage-", ignore_cleanup_errors=True) as made, ExitStack() as stack:
        root = Path(made)
        inbox = root / "inbox" / "deep" / "deeper"
        inbox.mkdir(parents=True)
        old = os.getcwd()
        os.chdir(inbox)
        stack.callback(os.chdir, old)
        case = make(name, number, seed, inbox)
        if "companies" in str(case.patches):  # the target of a patch stands in the inbox' place
            case.patches = [
                (at, root / "companies" / path.parent.name / path.name, error) for at, path, error in case.patches
            ]
        held = case.options.pop("_held", None)  # noqa: F841  kept, or its lock would be gone
        before = files_below(root)
        for at, path, error in case.patches:
            stack.enter_context(mock.patch(at, _refusing(at, path, error)))
        options = {"id": "probe", "name": "试", "currency": "CNY", "yes": number % 2 == 0} | case.options
        target = root / "companies" / "probe"
        if case.target != "probe":
            try:
                target = root / "companies" / case.target
            except (ValueError, TypeError):
                return "failed", "no target"
        try:
            found = import_files([file if isinstance(file, str) else Path(file) for file in case.files], **options)
            where = write(found, target, options.get("mapping") or {})
        except CourseError as error:
            said = error.render("en") + error.render("zh")
            if case.expect == "same":
                return "failed", f"refused, but the file is good: {error.render('en')[:600]}"
            if not all(problem.file or problem.column for problem in error.problems):
                return "failed", f"names no place: {error.render('en')[:300]}"
            if not re.search("[一-鿿]", error.render("zh")) or re.search(
                r"\{[a-z_]+\}", said.replace("{x}", "").replace(case.target, "")
            ):
                return "failed", f"badly worded: {said[:300]}"
            if outside := sorted(files_below(root) - before - files_below(root / "companies" / "probe")):
                return "failed", f"written outside of the folder: {outside}"
            return "refused", error.problems[0].what.render("en")[:160]
        except BaseException as error:
            return "failed", "".join(traceback.format_exception(error)[-4:])[-900:]
        if outside := sorted(files_below(root) - before - files_below(root / "companies" / "probe")):
            return "failed", f"written outside of the folder: {outside}"
        if case.expect == "refused":
            return "failed", "imported, but should have been refused"
        return reconciled(found, where, case)


def _refusing(at: str, path: Path, error: OSError) -> Callable[..., Any]:
    original = getattr(Path, at.rsplit(".", 1)[1])

    def refuse(self, *more, **options):
        if self == path:
            raise error
        return original(self, *more, **options)

    return refuse


def reconciled(found, where: Path, case: Case) -> tuple[str, str]:
    """Whether rows and money in are those kept and those set aside, in the account and in the files."""
    import pandas as pd

    from helpers.company.check import check

    rows = money = 0
    report = found.report
    sheets = [sheet for source in report["sources"] for sheet in source["sheets"]]
    for sheet in [*sheets, *report.get("further", [])]:
        if sheet["rows_in"] != sheet["rows_kept"] + sum(part["rows"] for part in sheet["set_aside"]):
            return "failed", f"rows do not reconcile: {sheet}"
        if "money_in" in sheet and sheet["money_in"] != sheet["money_kept"] + sum(
            part["money"] for part in sheet["set_aside"]
        ):
            return "failed", f"money does not reconcile: {sheet}"
    rows, money = (sum(sheet[key] for sheet in sheets) for key in ("rows_kept", "money_kept"))
    totals, orders = report["totals"], found.company.frames["orders"]
    if not (rows, money) == (len(orders), orders["amount"].sum()) == (totals["rows_kept"], totals["money_kept"]):
        return "failed", f"totals differ: {totals}, {rows}, {money}, {len(orders)}"
    written = pd.read_csv(where / "orders.csv", dtype="str", keep_default_na=False, lineterminator="\n")
    if (cents := sum(int(cell.replace(".", "")) for cell in written["amount"])) != money or len(written) != rows:
        return "failed", f"the file holds {len(written)} rows and {cents}"
    aside = (
        pd.read_csv(where / "set_aside.csv", dtype="str", keep_default_na=False, lineterminator="\n")
        if len(found.set_aside)
        else ()
    )
    if len(aside) != len(found.set_aside):
        return "failed", f"set_aside.csv holds {len(aside)} rows, not {len(found.set_aside)}"
    if problems := check(where).problems:
        return "failed", f"the folder is not good: {problems[0].render('en')[:300]}"
    if case.money is not None and case.expect == "same" and money != case.money:
        return "failed", f"money {money}, not {case.money}"
    return "imported", f"{totals['rows_kept']} of {totals['rows_in']} rows"


def _work(pipe) -> None:
    import warnings

    warnings.simplefilter("error")
    warnings.filterwarnings("ignore", category=ResourceWarning)
    warnings.filterwarnings("ignore", "The 'future.infer_string'")  # of Ibis
    while (task := pipe.recv()) is not None:
        try:
            outcome = judged(*task)
        except BaseException as error:  # the case itself is broken
            outcome = ("failed", "".join(traceback.format_exception(error))[-900:])
        pipe.send(outcome)


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def _computed(pid: int) -> float:
    """Seconds that a process and its ended children have computed; 0 where that cannot be told."""
    try:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, told[11:15])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError, IndexError):
        return 0.0


class Watched:
    """A process that runs cases, ended when one takes too long or too much."""

    def __init__(self) -> None:
        self.context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        self.process = None

    def run(self, name: str, number: int, seed: int) -> tuple[str, str, float, int]:
        """Outcome, words, seconds and the most bytes seen."""
        if self.process is None:
            self.pipe, other = self.context.Pipe()
            self.process = self.context.Process(target=_work, args=(other,), daemon=True)
            self.process.start()
            other.close()
        self.pipe.send((name, number, seed))
        start, most, before = time.monotonic(), 0, _computed(self.process.pid)
        held = _resident(self.process.pid)  # what it was born with: a fork begins as large as its parent
        while True:
            try:
                if self.pipe.poll(0.02):
                    outcome, said = self.pipe.recv()
                    return outcome, said, time.monotonic() - start, most
            except (EOFError, OSError):
                self.process.join()
                code, self.process = self.process.exitcode, None
                return "failed", f"the process died: {code}", time.monotonic() - start, most
            most = max(most, _resident(self.process.pid) - held)
            spent = time.monotonic() - start
            computed = _computed(self.process.pid) - before if sys.platform == "linux" else spent
            if computed > LIMIT or spent > CLOCK or most > MEMORY:
                self.end()
                return "failed", f"stopped after {spent:.1f} s with {most / 1e6:,.0f} MB", spent, most

    def end(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.join()
            self.process = None


def run(cases: list[tuple[str, int]], seed: int) -> list[tuple[str, int, str, str, float, int]]:
    """Each case with its outcome: kind, number, outcome, words, seconds, bytes."""
    import helpers.company.check
    import helpers.intake.bulk.run
    import helpers.intake.folder_import  # noqa: F401  so that each process has it already

    watched = Watched()
    try:
        return [(name, number, *watched.run(name, number, seed)) for name, number in cases]
    finally:
        watched.end()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--each", type=int, default=60, help="cases of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--kind", action="append", choices=sorted(KINDS), help="only this kind (may be repeated)")
    parser.add_argument("--number", type=int, help="only the case with this number")
    asked = parser.parse_args()
    numbers = range(asked.each) if asked.number is None else [asked.number]
    found = defaultdict(list)
    for entry in run([(name, number) for name in asked.kind or KINDS for number in numbers], asked.seed):
        found[entry[0]].append(entry)
    print(
        f"{'kind':32}{'cases':>6}{'imported':>9}{'refused':>8}{'failed':>7}{'seconds':>8}{'MB':>6}  refused, most often"
    )
    total: Counter[str] = Counter()
    for name, entries in found.items():
        count = Counter(entry[2] for entry in entries)
        total += count
        words = Counter(entry[3] for entry in entries if entry[2] == "refused").most_common(1)
        print(f"{name:32}{len(entries):6}{count['imported']:9}{count['refused']:8}{count['failed']:7}"
              f"{max(e[4] for e in entries):8.1f}{max(e[5] for e in entries) / 1e6:6.0f}  {words[0][0][:70] if words else ''}")  # fmt: skip
    print(f"{len(found)} kinds, {total.total()} cases: {dict(total)}")
    for entries in found.values():
        for name, number, outcome, said, _, _ in [entry for entry in entries if entry[2] == "failed"][:3]:
            print(f"\n{name} --number {number} --seed {asked.seed}: {outcome}\n{said}")
    return 1 if total["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
