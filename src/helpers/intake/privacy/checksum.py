"""Check digits: what tells an identity, bank-card or credit code from any other long number."""

from __future__ import annotations

import datetime as dt

_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ID_MARKS = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def luhn(digits: str) -> bool:
    """Whether digits end in their check digit (ISO/IEC 7812-1 annex B), as bank cards do."""
    doubled = [int(d) * 2 if n % 2 else int(d) for n, d in enumerate(reversed(digits))]
    return digits.isdigit() and sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def id_check(seventeen: str) -> str:
    """Check sign of the first 17 digits of a Chinese identity number (GB 11643-1999, ISO 7064 MOD 11-2)."""
    return _ID_MARKS[sum(int(d) * w for d, w in zip(seventeen, _ID_WEIGHTS, strict=True)) % 11]


def identity(text: str) -> bool:
    """Whether 18 signs are a Chinese identity number: a day of birth inside, the check sign right."""
    text = text.upper()
    return len(text) == 18 and text[:17].isdigit() and born(text[6:14]) and id_check(text[:17]) == text[17]


def born(text: str) -> bool:
    """Whether eight digits are a day somebody may have been born on."""
    try:
        return 1900 <= dt.date(int(text[:4]), int(text[4:6]), int(text[6:])).year <= 2100
    except ValueError:
        return False


def credit_check(seventeen: str) -> str:
    """Check sign of a unified social credit identifier (GB 32100-2015)."""
    total = sum(_CREDIT_SIGNS.index(s) * w for s, w in zip(seventeen, _CREDIT_WEIGHTS, strict=True))
    return _CREDIT_SIGNS[(31 - total % 31) % 31]


def credit(text: str) -> bool:
    """Whether 18 signs are a unified social credit identifier."""
    text = text.upper()
    return len(text) == 18 and all(sign in _CREDIT_SIGNS for sign in text) and credit_check(text[:17]) == text[17]
