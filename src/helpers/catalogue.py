"""Keep the Chinese catalogues complete: every ``msg("…")`` of the code has its translation.

``make words`` adds what is missing to ``locale/zh/<subpackage>.po`` (empty, to be filled in) and
takes out what the code no longer says; a test names everything untranslated.
"""

from __future__ import annotations

import string
import sys
from pathlib import Path

from helpers.language import CATALOGUES, LOCALES

SOURCE = Path(__file__).parent


def said() -> dict[str, str]:
    """Every sentence of the code → the catalogue it belongs to (its first user's subpackage)."""
    from babel.messages.extract import extract_from_dir

    found: dict[str, str] = {}
    rows = extract_from_dir(str(SOURCE), method_map=[("**.py", "python")], keywords={"msg": None})
    for name, _line, sentence, _comments, _context in sorted(rows, key=lambda row: (row[0].count("/"), row[0], row[1])):
        parts = Path(name).parts
        found.setdefault(str(sentence), parts[0] if len(parts) > 1 else "base")
    return found


def read(lang: str = "zh") -> dict[str, dict[str, str]]:
    """Catalogue name → sentence → translation, as the files stand."""
    from babel.messages.pofile import read_po

    books = {}
    for path in sorted((CATALOGUES / lang).glob("*.po")):
        with path.open("rb") as file:
            books[path.stem] = {str(e.id): str(e.string) for e in read_po(file, locale=LOCALES[lang]) if e.id}
    return books


def gaps(sentence: str) -> set[tuple[str, str]]:
    """Names and formats of a sentence's gaps."""
    return {(name, spec) for _, name, spec, _ in string.Formatter().parse(sentence) if name is not None}


def update(lang: str = "zh", only: str = "") -> list[str]:
    """Bring the files in step with the code (or one of them); returns the sentences still untranslated."""
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import write_po

    known = {s: t for book in read(lang).values() for s, t in book.items() if t}
    books: dict[str, list[str]] = {}
    for sentence, book in said().items():
        books.setdefault(book, []).append(sentence)
    folder = CATALOGUES / lang
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.po"):
        if path.stem not in books and not only:
            path.unlink()
    for book, sentences in books.items():
        if only and book != only:
            continue
        catalog = Catalog(locale=LOCALES[lang], fuzzy=False, header_comment=f"# Chinese words of {book}.")
        for sentence in sorted(sentences):
            catalog.add(sentence, known.get(sentence, ""))
        path = folder / f"{book}.po"
        with path.open("wb") as file:
            write_po(file, catalog, width=0, omit_header=True, sort_output=True)
    return [s for book, sentences in books.items() if not only or book == only for s in sentences if s not in known]


def main() -> None:
    missing = update(only=sys.argv[1] if len(sys.argv) > 1 else "")
    for sentence in missing:
        print(sentence)
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
