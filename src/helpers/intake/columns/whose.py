"""Whether a column of customer codes and one of customer names speak of the same customers.

A ledger's own firm stands in a column Company, a ledger account in a column AccountCode: by their headers both may be
the customer, by their cells they are none.
"""

from __future__ import annotations

from collections.abc import Sequence

from helpers.intake.columns.labels import words_of
from helpers.intake.files.source import tidy_text

#: Rows below the header that tell; the same for long files, of which only the beginning is seen.
ROWS = 2_500
#: So many customers at least, or nothing is concluded.
FEW = 3


def settle(
    sheet,
    row: int,
    names: Sequence[str],
    columns: dict[str, int],
    how: dict[str, str],
    others: dict[str, tuple[str, ...]],
) -> None:
    """Leave out a customer's name, or code, that its cells show to be something else.

    A name is none where it is the same in all rows although the codes are of several customers; where only its meaning
    told it, also where codes, themselves names, have less than half as many. A code whose header speaks of an account is none where
    the customers have more than twice as many names. What a person said stays.

    Parameters
    ----------
    row
        Position of the header among the sheet's rows.
    columns, how, others
        Field → position, how it was known, and further headers of it; changed in place: what is left out is one of those.
    """

    if not {"customer", "customer_name"} <= columns.keys():
        return
    body = sheet.cells.iloc[row + 1 : row + 1 + ROWS]
    code, name = (tidy_text(body[columns[field]]) for field in ("customer", "customer_name"))
    both = code.notna() & name.notna()
    codes, called = code[both].nunique(), name[both].nunique()
    told = how["customer_name"]
    few = called == 1 or (told == "meaning" and called * 2 < codes and _names(code[both]))
    if told != "mapping" and codes >= FEW and few:
        _leave("customer_name", names, columns, how, others)
        return
    account = _account(names[columns["customer"]])
    if how["customer"] != "mapping" and account and called >= FEW and called > 2 * codes:
        _leave("customer", names, columns, how, others)


#: Fields whose cells are words: numbers below a header that seems to say so are a count of something.
WORDS = ("product_name", "product_line", "series", "region", "industry")


def words(
    sheet,
    row: int,
    names: Sequence[str],
    columns: dict[str, int],
    how: dict[str, str],
    others: dict[str, tuple[str, ...]],
) -> None:
    """Leave out columns of words that only their header's meaning told and whose cells are small whole numbers."""
    body = sheet.cells.iloc[row + 1 : row + 1 + ROWS]
    for field in WORDS:
        if how.get(field) == "meaning":
            cells = tidy_text(body[columns[field]]).dropna()
            if len(cells) and cells.str.fullmatch(r"\d{1,3}").mean() > 0.9:
                _leave(field, names, columns, how, others)


def _leave(field: str, names: Sequence[str], columns, how, others) -> None:
    """The field's column is none of it: it is a further header, as others are."""
    others[field] = (names[columns[field]], *others.get(field, ()))
    del columns[field], how[field]


def _names(cells) -> bool:
    """Whether cells of a code are names: most hold a blank or a Han character, and no mail address."""
    texts = cells.drop_duplicates()
    return bool((texts.str.contains(r"\s|[\u3400-\u9fff]") & ~texts.str.contains("@")).mean() > 0.5)


def _account(header: str) -> bool:
    """Whether a header speaks of an account and not of a customer: both have codes."""
    words = set(words_of(header))
    return "account" in words and "customer" not in words
