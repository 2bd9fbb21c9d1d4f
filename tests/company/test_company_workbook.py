"""The Excel workbook to fill in: made from the schema, checked while filled in, read back."""

import datetime as dt
import io

import openpyxl
import pytest

from helpers.company import folder, new
from helpers.company.check import check
from helpers.company.schema import tables
from helpers.company.workbook import ROWS, asked, fill_in_bytes, write_fill_in
from helpers.errors import FolderError


def opened(lang, **more):
    return openpyxl.load_workbook(io.BytesIO(fill_in_bytes(lang, **more)))


def rules(sheet):
    """Validation by column letter."""
    return {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule for rule in sheet.data_validations.dataValidation}


def test_a_sheet_a_table_with_instructions_first(lang):
    book = opened(lang)
    titles = [table.title.pick(lang) for table in asked()]
    assert book.sheetnames[1:] == titles and book.sheetnames[0] == {"zh": "填写说明", "en": "Instructions"}[lang]
    told = "\n".join(str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row if cell.value)
    assert "fill_in.xlsx" in told and all(title in told for title in titles)
    for table in asked():
        assert table.about.pick(lang) in told


def test_tables_that_no_station_reads_are_not_asked_for(lang):
    assert {"customers", "orders", "products", "invoices"} <= {table.name for table in asked()}
    planned = [table.title.pick(lang) for table in tables().values() if table.planned]
    assert not set(planned) & set(opened(lang).sheetnames)


def test_titles_notes_widths_formats_and_the_frozen_head(lang):
    book = opened(lang)
    for table in asked():
        sheet = book[table.title.pick(lang)]
        assert sheet.freeze_panes == "B2" and sheet.max_row == 1
        for number, column in enumerate(table.columns, start=1):
            head = sheet.cell(1, number)
            assert head.value == column.title.pick(lang) + (" *" if column.required else "")
            assert column.about.pick(lang) in head.comment.text and head.font.bold
            example = column.allowed[column.example].pick(lang) if column.allowed else column.example
            assert example in head.comment.text
            letter = head.column_letter
            assert sheet.column_dimensions[letter].width >= 10
        required, optional = (
            {sheet.cell(1, n).fill.fgColor.rgb for n, c in enumerate(table.columns, 1) if c.required == want}
            for want in (True, False)
        )
        assert not required & optional


def test_closed_lists_are_drop_downs_in_the_language_and_can_be_read_back(lang, make):
    customers = tables()["customers"]
    at = openpyxl.utils.get_column_letter(customers.names.index("channel") + 1)
    rule = rules(opened(lang)[customers.title.pick(lang)])[at]
    words = [pair.pick(lang) for pair in customers["channel"].allowed.values()]
    assert rule.type == "list" and rule.formula1 == f'"{",".join(words)}"' and rule.showErrorMessage


def test_codes_come_from_the_sheet_they_stand_on(lang):
    orders, customers, products = (tables()[name] for name in ("orders", "customers", "products"))
    found = rules(opened(lang)[orders.title.pick(lang)])
    at = openpyxl.utils.get_column_letter(orders.names.index("customer") + 1)
    assert found[at].type == "list" and f"'{customers.title.pick(lang)}'!$A$2" in found[at].formula1
    assert found[at].errorStyle in (None, "stop")
    at = openpyxl.utils.get_column_letter(orders.names.index("product") + 1)
    assert f"'{products.title.pick(lang)}'!$A$2" in found[at].formula1 and found[at].errorStyle == "warning"


def test_dates_amounts_and_numbers_are_checked_with_words(lang):
    book = opened(lang, currency="JPY", as_of=dt.date(2025, 6, 30))
    found = rules(book[tables()["invoices"].title.pick(lang)])
    assert found["C"].type == "date" and float(found["C"].formula2) == 45838  # issued not after the as-of date
    assert float(found["D"].formula2) == 73415  # due any time
    assert found["E"].type == "custom" and "ROUND(E2,0)=E2" in found["E"].formula1
    assert str(found["E"].sqref) == f"E2:E{ROWS + 1}"
    for rule in found.values():
        chinese = any("\u4e00" <= sign <= "\u9fff" for sign in rule.error)
        assert chinese == (lang == "zh") and len(rule.error) <= 255
    days = rules(book[tables()["customers"].title.pick(lang)])
    at = openpyxl.utils.get_column_letter(tables()["customers"].names.index("payment_days") + 1)
    assert (days[at].type, days[at].formula1, days[at].formula2) == ("whole", "0", "720")


def test_same_bytes_each_time(lang):
    assert fill_in_bytes(lang) == fill_in_bytes(lang)
    assert opened(lang).properties.created == dt.datetime(2025, 1, 1)


@pytest.fixture
def filled(tmp_path):
    """A folder of ``course new --excel``, filled in by openpyxl: two customers, three order lines."""

    def make(lang, **change):
        place = new.create("firm", tmp_path / lang, name="x", as_of="2025-06-30", lang=lang, excel=True)
        book = openpyxl.load_workbook(place / "fill_in.xlsx")
        rows = {
            "customers": [
                {"customer": "001", "name": "恒川", "channel": {"zh": "经销", "en": "dealer"}[lang], "created_on": dt.date(2024, 1, 2), "credit_limit": 20000.5},
                {"customer": "002", "name": "远山"},
            ],
            "orders": [
                {"doc_no": "S1", "date": dt.date(2025, 1, 2), "customer": "001", "quantity": 1.5, "amount": 99.9},
                {"doc_no": "S2", "date": dt.datetime(2025, 2, 3, 8), "customer": "002", "amount": 100},
                {"doc_no": "R1", "date": "2025-02-04", "customer": "001", "amount": -0.05},
            ],
        } | change  # fmt: skip
        for name, records in rows.items():
            sheet = book[tables()[name].title.pick(lang)]
            for line, record in enumerate(records, start=2):
                for column, value in record.items():
                    sheet.cell(line, tables()[name].names.index(column) + 1, value)
        book.save(place / "fill_in.xlsx")
        return place

    return make


def test_a_filled_in_workbook_is_a_company(lang, filled):
    firm = folder.open(filled(lang))
    assert set(firm.frames) == {"customers", "orders"}
    customers, orders = firm.table("customers"), firm.table("orders")
    assert customers["customer"].tolist() == ["001", "002"] and customers["channel"][0] == "dealer"
    assert customers["credit_limit"][0] == 2000050 and str(customers["created_on"][0].date()) == "2024-01-02"
    assert orders["amount"].sum() == 19985 and sorted(orders["doc_no"]) == ["R1", "S1", "S2"]


def test_both_languages_filled_in_alike_are_the_same_data(filled):
    assert folder.open(filled("zh")).data_hash == folder.open(filled("en")).data_hash


def test_a_wrong_cell_is_told_at_its_sheet_and_row(filled):
    place = filled("zh", orders=[{"doc_no": "S1", "date": dt.date(2025, 1, 2), "customer": "009", "amount": 1.005}])
    found = [(p.file, p.row, p.column) for p in check(place).problems]
    assert found == [("fill_in.xlsx[订单明细]", 2, "amount"), ("fill_in.xlsx[订单明细]", 2, "customer")]
    assert "金额" in check(place).problems[0].render("zh")


def test_an_empty_workbook_asks_for_the_required_sheets(tmp_path):
    place = new.create("firm", tmp_path / "x", name="x", as_of="2025-06-30", lang="en", excel=True)
    assert [(p.file, p.kind) for p in check(place).problems] == [
        ("fill_in.xlsx[Customers]", "empty-table"),
        ("fill_in.xlsx[Order lines]", "empty-table"),
    ]


def test_a_sheet_with_rows_and_a_file_of_the_same_table(filled):
    place = filled("en")
    (place / "orders.csv").write_text("doc_no,date,customer,amount\nS1,2025-01-01,001,1\n")
    assert [p.kind for p in check(place).problems] == ["two-sources"]


def test_a_place_that_cannot_be_written(tmp_path):
    with pytest.raises(FolderError):
        write_fill_in(tmp_path / "nowhere" / "fill_in.xlsx", "en")
    assert write_fill_in(tmp_path / "fill_in.xlsx", "en").read_bytes() == fill_in_bytes("en")
