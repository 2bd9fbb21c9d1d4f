"""Files that are no table as they stand: encrypted, restricted, still open elsewhere, or another program's.

A company's document protection encrypts every file that leaves a protected computer; whoever has only the file sees
bytes that look random. Some products mark their files (:data:`MARKS`); the others are told by what the name promises
and the bytes do not keep.
"""

from __future__ import annotations

import io
import math
import struct
import zipfile
import zlib
from pathlib import Path

from helpers.errors import IntakeError, Problem
from helpers.language import msg

#: First bytes of protected files, and how far into the file they may stand. Substantiated by public programs that look
#: for them: E-SafeNet (亿赛通) writes its name; ``%TSD-Header-###%`` begins files of a transparent encryption often met
#: in China, whose maker these programs do not name; DocGuarder writes its own.
MARKS = ((b"E-SafeNet", 64), (b"%TSD-Header-###%", 16), (b"DOCGUARDER_FILE", 16), (b"DG_FILE VER", 16))
#: First bytes of other programs' files, and what they are called.
OTHERS = (
    (b"%PDF-", "PDF"),
    (b"\x89PNG\r\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"\xfd7zXZ\x00", "XZ"),
    (b"BZh91AY&SY", "bzip2"),
    (b"\x28\xb5\x2f\xfd", "Zstandard"),
)
PACKED = ("RAR", "7-Zip", "XZ", "bzip2", "Zstandard")
#: Names of the small files that programs keep while a workbook is open: Excel and WPS, LibreOffice.
OPEN = ("~$", ".~")
#: Bits a byte from which bytes look random, of at least so many bytes; text and workbooks of old have fewer.
RANDOM, LEAST, LOOKED_AT = 7.2, 512, 65_536

RELEASED = msg(
    "Ask whoever runs the protection to release a decrypted copy. Saving it again on a protected computer does not help: it is encrypted anew."
)


def refuse(path: Path, data: bytes) -> None:
    """Stop where a file's name or first bytes tell that it cannot be read as it is.

    Raises
    ------
    IntakeError
        With what it is and what to do.
    """
    if path.name.startswith(OPEN):
        what = msg("This is the small file that a program keeps while a workbook is open; it holds no table.")
        raise _problem(path, what, msg("Close the workbook, and name the workbook itself: {name}.", name=path.name.removeprefix("~$").removeprefix(".~lock.").removeprefix(".~").removesuffix("#")))  # fmt: skip
    if any(mark in data[: len(mark) + within] for mark, within in MARKS):
        raise _problem(path, msg("The file is encrypted by the company's document protection; its first bytes say so."), RELEASED)  # fmt: skip
    for mark, name in OTHERS:
        if data.startswith(mark):
            if name in PACKED:
                what = msg("The file is packed ({kind}).", kind=name)
                raise _problem(path, what, msg("Unpack it and name the file in it."))
            what = msg("The file is a {kind} file, not a table.", kind=name)
            raise _problem(path, what, msg("Ask for the table itself, as .xlsx or “CSV UTF-8”."))


def scrambled(data: bytes) -> bool:
    """Whether bytes look random."""
    part = data[:LOOKED_AT]
    if len(part) < LEAST:
        return False
    counts = [part.count(bytes([value])) for value in range(256)]
    return -sum(n / len(part) * math.log2(n / len(part)) for n in counts if n) >= RANDOM


def looks_encrypted(path: Path, data: bytes) -> IntakeError | None:
    """The error of a file whose bytes look random though its name promises a table; nothing for others."""
    part = data[:LOOKED_AT]
    if scrambled(data) and 0 < part.count(0) < 0.02 * len(part) and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        what = msg(
            "The file's bytes look random, though its name says it is a table: it is encrypted, most likely by the company's document protection."
        )
        return _problem(path, what, RELEASED)
    return None


def restricted(data: bytes) -> bool:
    """Whether a workbook is restricted by rights management (IRM): only its owner's system opens it."""
    return any(name.encode("utf-16-le") in data for name in ("DRMEncryptedDataSpace", "DRMContent"))


def has_password(data: bytes) -> bool:
    """Whether a workbook of any kind is encrypted with a password: .xlsx in a compound file, .xls, .ods."""
    if data.startswith(b"PK"):
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                if any(member.flag_bits & 1 for member in archive.infolist()):
                    return True
                with archive.open("META-INF/manifest.xml") as manifest:
                    return b"encryption-data" in manifest.read(1_000_000)
        except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, EOFError, zlib.error):
            return False
    if "EncryptedPackage".encode("utf-16-le") in data:
        return True
    at, left = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00"), 40  # the workbook's own beginning in an .xls
    while 0 <= at < len(data) - 4 and left:
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == 0x002F:
            return True
        at, left = at + 4 + size, left - 1
    return False


def unreadable(path: Path, data: bytes) -> IntakeError | None:
    """The error of a file that begins like a workbook and goes on at random: damaged, or encrypted but for its start."""
    inside = (b"xl/", b"PK\x05\x06", "Workbook".encode("utf-16-le"), "Book".encode("utf-16-le"))
    if any(part in data for part in inside) or not scrambled(data[8:]):
        return None
    what = msg("The file begins like a workbook, but what follows looks random: it is damaged, or encrypted by the company's document protection.")  # fmt: skip
    do = msg("See whether it opens elsewhere than at the client's. If not, ask whoever runs the protection to release a decrypted copy; if so, save it again as .xlsx.")  # fmt: skip
    return _problem(path, what, do)


def _problem(path: Path, what, do) -> IntakeError:
    return IntakeError(Problem(what=what, do=do, file=path.name or str(path)))
