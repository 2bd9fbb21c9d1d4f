"""Small client folders that tests write, break and open."""

from pathlib import Path

import pytest
from company_texts import CUSTOMERS, INVOICES, ORDERS, PRODUCTS, PROFILE


@pytest.fixture
def make(tmp_path):
    """``make(orders="…", **{"company.yml": "…"})`` writes a folder; ``None`` leaves a file out."""

    def write(name="firm", **given) -> Path:
        files = {
            "company.yml": PROFILE,
            "customers.csv": CUSTOMERS,
            "orders.csv": ORDERS,
            "products.csv": PRODUCTS,
            "invoices.csv": INVOICES,
        }
        for key, content in given.items():
            files[key if "." in key else f"{key}.csv"] = content
        folder = tmp_path / name
        folder.mkdir()
        for file, content in files.items():
            if content is not None:
                (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write


@pytest.fixture
def problems(make):
    """Problems of a folder written by :func:`make`, as ``(file, row, column, kind)``."""
    from helpers.company.check import check

    def found(**given):
        return [(p.file, p.row, p.column, p.kind) for p in check(make(**given)).problems]

    return found


@pytest.fixture
def firm(make):
    from helpers.company import folder

    return folder.open(make())
