"""The encoding of a client's text file: byte-order mark, UTF-8, else the best of what is left."""

from __future__ import annotations

import codecs
import re

from helpers.errors import IntakeError, Problem
from helpers.language import msg

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: Tried in this order when a file is not UTF-8; the first of equals wins.
OTHERS = ("gb18030", "big5", "cp932", "cp1252", "latin-1")

WESTERN = ("cp1252", "latin-1")
#: Of DOS and of tills and accounting programs that began there; of the letters of Western Europe the same as cp437.
DOS = "cp850"
#: Latin-1 with the euro sign, and with Œ, œ and Ÿ.
LATIN_9 = "iso8859-15"


def decode(data: bytes, given: str | None = None, file: str = "") -> tuple[str, str]:
    """Text of the bytes, and the encoding's name.

    A byte-order mark decides; then UTF-8 (with a few bad bytes it is refused, naming the line); then UTF-16 without a mark (every other byte is
    zero); then, of GB18030, cp1252 and Latin-1, the one under which most headers of a ledger are
    known, and among equals what charset-normalizer takes for the likeliest.

    Raises
    ------
    IntakeError
        When the bytes are no text, or not in the encoding that was given.
    """
    if given:
        try:
            return data.decode(given), given
        except (UnicodeError, LookupError, TypeError, ValueError):
            what = msg("The file is not in the encoding {encoding}.", encoding=str(given))
            raise IntakeError(
                Problem(what=what, do=msg("Leave `encoding` out of the mapping, or name another."), file=file)
            ) from None
    for mark, name in MARKS:
        if data.startswith(mark):
            return _strict(data, name, file), name.removesuffix("-sig") + ("" if name != "utf-8-sig" else " (BOM)")
    if wide := _unmarked_utf16(data):
        return _strict(data, wide, file), wide
    if b"\x00" in data:
        raise _no_text(file)
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return _other(data, file)


def _strict(data: bytes, name: str, file: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise IntakeError(
            Problem(
                what=msg(
                    "The file says it is {encoding}, but holds bytes that are not.",
                    encoding=name.removesuffix("-sig").upper(),
                ),
                do=msg("Mend that line, or export it again as “CSV UTF-8”."),
                file=file,
                row=line,
            )
        ) from None


def _no_text(file: str) -> IntakeError:
    return IntakeError(
        Problem(
            what=msg(
                "The file is neither text nor an Excel workbook; it may be encrypted by the company's document protection."
            ),
            do=msg(
                "Have it released by whoever runs the protection, or open it there and save it as .xlsx or “CSV UTF-8”."
            ),
            file=file,
        )
    )


def _unmarked_utf16(data: bytes) -> str:
    head = data[:2000]
    half = max(len(head) // 2, 1)
    if len(data) % 2:
        return ""
    if head[1::2].count(0) > 0.3 * half and head[0::2].count(0) == 0:
        return "utf-16-le"
    if head[0::2].count(0) > 0.3 * half and head[1::2].count(0) == 0:
        return "utf-16-be"
    if b"\x00" in head:  # mostly Chinese: few bytes are zero, but as UTF-16 nearly all signs are of a table
        for name in ("utf-16-le", "utf-16-be"):
            text = head[: len(head) // 2 * 2].decode(name, "replace")
            usual = sum(
                " " <= sign <= "~" or sign in "\t\r\n" or "\u3000" <= sign <= "\u9fff" or "\uff00" <= sign <= "\uffef"
                for sign in text
            )
            if "\n" in text and usual >= 0.95 * len(text):
                return name
    return ""


def _other(data: bytes, file: str) -> tuple[str, str]:
    from helpers.intake.columns.header import known_words

    if damaged_utf8(data):
        _strict(data, "utf-8", file)
    if sum(byte < 9 or 13 < byte < 32 for byte in data[:4000]) > 0.02 * len(data[:4000]):
        raise _no_text(file)
    possible = {}
    for name in OTHERS:
        try:
            possible[name] = data.decode(name)
        except UnicodeDecodeError:
            continue
    merits = {name: known_words(text[:20_000]) for name, text in possible.items()}
    dos = known_words(data[:20_000].decode(DOS)) if _dos(data, "cp1252") else -1
    for name in ("gb18030", "big5", "cp932"):  # Latin-1 takes any bytes: of a damaged file, too
        if name not in possible and known_words(data[:20_000].decode(name, "replace")) > max(dos, *merits.values()):
            raise _damaged(data, name, file)
    if dos > max(merits.values()):
        return data.decode(DOS), DOS
    best = [name for name in possible if merits[name] == max(merits.values())]
    if len(best) > 1 and max(merits.values()) == 0:
        best = [name for name in best if name not in ("big5", "cp932")] or best
    if len(best) > 1 and (likely := _likely(data)) in best:
        best = [likely]
    if best[0] in WESTERN and _dos(data, best[0]):
        return data.decode(DOS), DOS
    if best[0] in WESTERN and _latin_9(data):
        return data.decode(LATIN_9), LATIN_9
    return possible[best[0]], best[0]


def _latin_9(data: bytes) -> bool:
    """Whether what Latin-1 takes for the currency sign ¤ is a euro: beside a number or alone in brackets, no cp1252."""
    return not re.search(rb"[\x80-\x9f]", data) and bool(
        re.search(rb"\d[ \xa0]?\xa4|\xa4[ \xa0]?\d|[(\[]\xa4[)\]]", data)
    )


def _dos(data: bytes, name: str) -> bool:
    """Whether signs beside letters are letters in the code page of old DOS programs, and mostly none in ``name``."""
    data = data[:200_000]
    beside = [
        (before, byte)
        for before, byte, after in zip(b"\n" + data[:-1], data, data[1:] + b"\n", strict=True)
        if byte > 127 and (chr(before).isalpha() and before < 128 or chr(after).isalpha() and after < 128)
    ]
    if not beside:
        return False

    def letters(encoding: str) -> float:
        """Share of letters, no capital ones behind small ones."""
        signs = [(before, bytes([byte]).decode(encoding, "replace")) for before, byte in beside]
        small = range(ord("a"), ord("z") + 1)
        return sum(sign.isalpha() and not (sign.isupper() and before in small) for before, sign in signs) / len(signs)

    return letters(DOS) >= 0.8 and letters(name) < 0.7


def _damaged(data: bytes, name: str, file: str) -> IntakeError:
    """The error of a file whose headers are known under an encoding that some of its bytes are not of."""
    try:
        data.decode(name)
        at = len(data)
    except UnicodeDecodeError as error:
        at = error.start
    what = msg(
        "The file is written in {encoding}, but here stand bytes that are not: it is damaged, or was cut short.",
        encoding=name.upper(),
    )
    do = msg("Mend that line, or export it again as “CSV UTF-8”.")
    return IntakeError(Problem(what=what, do=do, file=file, row=data.count(b"\n", 0, at) + 1))


def damaged_utf8(data: bytes) -> bool:
    """Whether all but a few of the signs beyond ASCII are UTF-8: then it is UTF-8, with damage."""
    beyond = [char for char in data.decode("utf-8", "replace") if char > "\x7f"]
    return beyond.count("\ufffd") <= 0.1 * len(beyond)


def _likely(data: bytes) -> str:
    """What charset-normalizer makes of the lines that are not plain ASCII."""
    from charset_normalizer import from_bytes

    lines = [line for line in data.splitlines() if not line.isascii()]
    names = {
        "gb18030": "gb18030",
        "gbk": "gb18030",
        "gb2312": "gb18030",
        "cp1252": "cp1252",
        "latin_1": "latin-1",
        "big5": "big5",
        "cp932": "cp932",
        "shift_jis": "cp932",
    }
    found = from_bytes(b"\n".join(lines[:2000]), cp_isolation=["gb18030", "big5", "cp932", "cp1252", "latin_1"]).best()
    return names.get(found.encoding, "") if found else ""
