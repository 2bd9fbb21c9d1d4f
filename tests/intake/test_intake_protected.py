"""Files that cannot be read as they are: what each is, is said in words, with what to do."""

import random
import struct
import sys
import zipfile
from pathlib import Path

import pytest

from helpers.errors import IntakeError
from helpers.intake.files.source import read

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))
from damages import biff, compound, record

HEAD = ["单据编号", "日期", "客户名称", "金额"]
ROWS = [HEAD] + [[f"A{n}", f"2025-01-0{n}", f"恒川{n % 3}", 100.5] for n in range(1, 9)]
CELLS = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in ROWS)
NOISE = random.Random(5).randbytes(9000)


def ods(path):
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", "<manifest><file-entry><encryption-data/></file-entry></manifest>")
        book.writestr("content.xml", NOISE)
    return path.read_bytes()


@pytest.mark.covers("0.1")
@pytest.mark.parametrize(
    ("name", "data", "words", "do"),
    [
        ("a.xlsx", b"b\x14#e\x10\x00E-SafeNet\x00\x00LOCK" + NOISE, "document protection", "decrypted copy"),
        ("a.csv", b"%TSD-Header-###%" + NOISE, "document protection", "decrypted copy"),
        ("a.xls", b"DG_FILE VER 3.0\x00" + NOISE, "document protection", "decrypted copy"),
        ("a.csv", NOISE, "bytes look random", "decrypted copy"),
        ("a.xlsx", b"PK\x03\x04" + NOISE, "begins like a workbook", "opens elsewhere"),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + NOISE, "begins like a workbook", "opens elsewhere"),
        ("a.xlsx", compound("EncryptedPackage", NOISE), "password", "without a password"),
        ("a.xls", biff(ROWS, record(0x002F, struct.pack("<HHH", 1, 1, 1) + bytes(48))), "password", "without a password"),
        ("a.ods", ods, "password", "without a password"),
        ("a.xlsx", compound("EncryptedPackage", "DRMEncryptedDataSpace".encode("utf-16-le") + NOISE), "rights management", "without restrictions"),
        ("~$a.xlsx", b"\x06Wang  " + b" *" * 70, "while a workbook is open", "a.xlsx"),
        ("a.csv", b"%PDF-1.7\n" + NOISE, "PDF", "table itself"),
        ("a.xls", "<html><head><title>登录 - ERP</title></head><body>x</body></html>".encode(), "登录 - ERP", "log in"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_told_for_what_it_is(tmp_path, name, data, words, do):
    path = tmp_path / name
    data = data(path) if callable(data) else data
    path.write_bytes(data)
    with pytest.raises(IntakeError) as error:
        read(path)
    text = error.value.render("en")
    assert words in text and do in text.partition("→")[2]
    assert error.value.render("zh") != text


@pytest.mark.covers("0.1")
@pytest.mark.parametrize("declared", ["", '<meta charset="gb2312">', '<meta charset="utf-8">'])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize(
    "around", ["<html><head>{}</head><body>{}</body></html>", "<!-- 导出 -->\n<html>{}{}</html>", "<div>{}{}</div>", "<style>td{{}}</style>{}{}"]
)  # fmt: skip
def test_a_page_saved_as_a_workbook_is_read_in_its_own_encoding(tmp_path, declared, encoding, around):
    path = tmp_path / "导出.xls"
    path.write_bytes(around.format(declared, f"<table>{CELLS}</table>").encode(encoding))
    sheet = read(path).sheets[0]
    assert list(sheet.cells.iloc[0]) == HEAD and len(sheet.cells) == len(ROWS)


def test_text_is_never_taken_for_encrypted(tmp_path):
    r = random.Random(3)
    lines = ["单据编号,日期,客户名称,金额"] + [
        f"A{n},2025-01-05,{''.join(chr(r.randrange(0x4E00, 0x9FA5)) for _ in range(40))},{r.random() * 1e6:.2f}" for n in range(400)
    ]  # fmt: skip
    for encoding in ("utf-8", "utf-16", "utf-16-le", "gb18030"):
        path = tmp_path / "a.csv"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        assert len(read(path).sheets[0].cells) == 401
