"""Sheets of hundreds of columns: as narrow ones, and in seconds."""


def test_a_header_that_stands_twice_is_numbered_in_any_order():
    """The number is that of the names so far that are it or begin with it and a bracket, however many there are."""
    import random
    import re

    from helpers.intake.columns.header import _names

    def said(cells):
        names = []
        for position, cell in enumerate(cells):
            name = re.sub(r"\s+", " ", cell).strip() if isinstance(cell, str) else f"#{position + 1}"
            count = sum(other == name or other.startswith(f"{name} (") for other in names)
            names.append(f"{name} ({count + 1})" if name in names else name)
        return tuple(names)

    draw = random.Random(3)
    for _ in range(300):
        cells = [draw.choice(["a", "a (2)", "a (USD)", "a (2) (3)", "b (", "x  y", None]) for _ in range(9)]
        assert _names(cells) == said(cells)


def test_a_total_is_found_in_a_very_wide_sheet_as_in_a_narrow_one(tmp_path):
    from helpers.intake.ledger.ledger_import import import_ledger

    head = ["单据编号", "日期", "客户编码", "产品编码", "数量", "金额"]
    lines = [[f"SO{n}", f"2025-0{n}-03", f"C{n}", "P1", "2", "10.00"] for n in range(1, 5)]
    total = ["", "", "", "", "", "40.00"]
    for width in (0, 300):
        rows = [[*head, *(f"列{n}" for n in range(width)), "备注"]]
        rows += [[*line, *(str(n) for n in range(width)), "x"] for line in lines]
        rows.append([*total, *[""] * width, "合计"])
        path = tmp_path / f"{width}.csv"
        path.write_text("\n".join(",".join(row) for row in rows) + "\n", "utf-8")
        found = import_ledger(str(path), id="a", name="a", currency="CNY")
        assert len(found.company.frames["orders"]) == 4
        assert [(aside["reason"], aside["rows"]) for aside in found.report["sources"][0]["sheets"][0]["set_aside"]] == [
            ("subtotal", 1)
        ]


def test_the_rival_of_a_pairing_is_the_best_other_of_its_field_or_its_column():
    import random

    from helpers.intake.columns.propose import _rivals

    draw = random.Random(5)
    for _ in range(200):
        pairs = list({(draw.choice("abc"), draw.randrange(4)) for _ in range(draw.randrange(9))})
        rough = [draw.choice([0.2, 0.5, 0.7]) for _ in pairs]
        said = [
            max((rough[m] for m, row in enumerate(pairs) if (row[0] == a) != (row[1] == b)), default=0.0)
            for a, b in pairs
        ]
        assert _rivals(pairs, rough) == said
