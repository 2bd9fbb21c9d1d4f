"""Exports with headers nobody has mended for: how many columns and whole exports are read right.

Each line of a set of shapes (``benchmarks/exports_*.txt``) is one export of a system: its table and its headers, each
with the field it is (``=field``) or what fills a column that means nothing to us (``~kind``). From every shape two files
are made, with columns in another order, another format of file, dates and numbers, title and total rows. Every file is
imported as a person would, order lines beside it where the table is another; what is asked is answered truthfully, as by
a person who knows the system, at most four times.

An export is *right* when every column with a field was taken for it, no other column was, no row was lost, and money and
days are those that were written. Outcomes: right at first; right with confirmation; refused in words; silently wrong
(imported without a question, or after the answers, and not right).

    python benchmarks/exports.py benchmarks/exports_heldout.txt --seed 70911

Measured once each, at first sight (two files a shape; the code knew none of the headers but by their words):

======================  ==========  ========  =======  ==========  ==========  ==========================
set                     exports     at first  in all   not right   refused     single columns (first, end)
======================  ==========  ========  =======  ==========  ==========  ==========================
``exports_heldout``     106          25 %      59 %     40 %         2 %        72 %, 84 %
``exports_second``      102          22 %      72 %     21 %         8 %        74 %, 93 %
``exports_third``        94          13 %      76 %     20 %         4 %        66 %, 89 %
``exports_fourth``       96          33 %      89 %      9 %         2 %        84 %, 97 %
``exports_fifth``       120           8 %      58 %     41 %         2 %        73 %, 91 %
``exports_sixth``       120          12 %      62 %     32 %         6 %        75 %, 90 %
``exports_seventh``     120          18 %      48 %     42 %        10 %        72 %, 84 %
======================  ==========  ========  =======  ==========  ==========  ==========================

The fifth (seed 281126) was the first whose author had seen neither the import nor its words; it reached far less than
those that the code's author wrote, and its numbers are the honest ones for exports never seen. The figures are those of
the set as it was written. Ten of its columns had been called meaningless that the import rightly takes (money taken off,
a currency, a country, a discount, the customer of a payment), and the person that answers could not answer whether a
discount is still to be taken off; both are mended now. What is not right besides was learned from as principles, and as
further words, some of this very set: head nouns (:mod:`helpers.intake.columns.nouns`), cells against headers (:mod:`helpers.intake.columns.settle`),
questions between rivals (:mod:`helpers.intake.tables.rivals`). How far these carry the sixth set tells.

The sixth (seed 281127), by another author as blind: of its 39 exports that were not right 12 are readings a person may
share (a payment's customer, what is still owed, a place as the region, a type of item as the line); 14 lack an optional
column, which is listed as unused, five took one wrongly; two lists of orders and two of visits in Japanese took another of
their days, two with two numbers the other number, two of costs were taken for another table.

The seventh (seed 281129), by a third author as blind, two thirds of it Chinese, measured after the words of the sixth had
been learned. Of its 51 that were not right 25 are readings a person may share or the set's own (what is still owed, the
part paid, the day of the order or of the invoice, a country or a province as the region, two numbers of an invoice, a
header in 万元 over cells that are not); 20 lack an optional column, listed as unused; 6 are wrong: two took SAP's party for
the name, two a Spanish order's total and day of delivery, two subscriptions were read as orders. Of the 12 refused eight
hold no customer or no money, as shops' lists do; two are payments that name no invoice.

"In all" is right at first or with confirmation; goal 85 %, reached with the fourth set (seed 281125). Of that one, 4
exports are not right because the set itself calls a headcount and an invoice's status meaningless; ``p_wecom`` was written after
the import had been mended for just that layout (without it 88 %). The worst kind, a sheet read as another table or
none without being asked which: 7 sheets of the first set; of the second 2 (lists of open items, about to be read as order
lines when another question stopped them); of the third 3 (tenders as visits, invoices as order lines).

What the numbers of the second set are not: the person that answers here answered wrongly where a question was about
another table than the true one, and five headers were called meaningless that do mean something (an order's status, a
type of transaction); both are mended, the figures are those before. In both sets some shapes were not right because the
person said "none of the rest" while a column was still in question; the program asks that last now.

All seven sets are spent: the code has learned from each after it was measured, and what they give now is no held-out
figure. More is asked since the first set, and less is right at first, because columns left over are asked about.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import io
import random
import re
import sys
import tempfile
import traceback
from collections import Counter
from pathlib import Path
from typing import Any

FIRMS = ["恒川精密机械有限公司", "东岭包装股份有限公司", "Nordwind GmbH", "江城电气设备厂", "Blue Harbor Foods Ltd", "华森科技（苏州）有限公司", "临海水务集团", "Acme Tooling Inc",
    "金桥物流有限公司", "Pioneer Labs", "永泰纺织厂", "瑞达汽车零部件有限公司"]  # fmt: skip
GOODS = ["阀门DN50", "Filter kit", "伺服电机400W", "密封圈", "Pump head", "控制柜", "Sensor M12", "减速机"]
PEOPLE = ["王海涛", "李敏", "Anna Berg", "赵志强", "Tom Hill", "周晓雯"]
JOBS = ["采购经理", "厂长", "Plant manager", "设备主管"]
WORDS = {
    "industry": ["机械", "食品", "电力", "纺织"], "region": ["华东", "华南", "华北"], "grade": ["A", "B", "C"], "group": ["恒川集团", "临海集团"],
    "size": ["100-499人", "500人以上", "<100人"], "channel": ["直销", "经销"], "line": ["流体", "电气", "配件"], "series": ["S1", "S2"], "department": ["采购部", "设备部"],
    "purpose": ["回访", "方案沟通", "催款"], "result": ["客户要求报价", "已确认需求", "等待审批"], "next_step": ["下周报价", "寄样品"], "competitor": ["西门", "Delta Co"],
    "tier": ["金卡", "银卡", "普通"], "store": ["一店", "二店", "万象城店"], "source": ["小程序", "门店"], "lost_reason": ["价格", "交期"], "product_line": ["流体", "电气"],
    "unit": ["台", "件", "套"], "text": ["按合同", "加急", "请电话联系", "-"], "flag": ["是", "否"], "warehouse": ["总仓", "二号库"], "end_reason": ["预算取消"], "concerns": ["交期"],
    "status_order": ["已完成", "已发货"], "kind_order": ["销售出库", "销售出库"], "currency": ["CNY"], "tax": ["13%"],
}  # fmt: skip
STAGES = [("初步接触", "open"), ("方案报价", "open"), ("赢单", "won"), ("输单", "lost")]
MONEY = {
    "amount",
    "price",
    "cost",
    "unit_cost",
    "list_price",
    "standard_cost",
    "credit_limit",
    "paid",
    "money",
    "amount_taxed",
    "discount_amount",
}
DAYS = {"date", "signed_on", "starts_on", "ends_on", "issued_on", "due_on", "paid_on", "created_on", "expected_on", "closed_on", "joined_on", "launched_on", "promised_on",
    "delivered_on", "last_contact_on", "child_born_on", "day"}  # fmt: skip


def shapes(path: Path) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Name, table and ``(header, field or ~kind)`` of each line: ``name | table | header=field; header~kind; …``."""
    found = []
    for line in path.read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, table, rest = (part.strip() for part in line.split("|"))
            columns = []
            for entry in rest.split(";"):
                mark = re.search(r"[=~](?=[a-z_@]+\s*$)", entry)
                columns.append(
                    (entry[: mark.start()].strip(), (mark[0] if mark[0] == "~" else "") + entry[mark.end() :].strip())
                )
            found.append((name, table, columns))
    return found


def world(table: str, r: random.Random, rows: int) -> list[dict[str, Any]]:
    """Rows of a table, typed."""
    made = []
    for n in range(rows):
        c = r.randrange(len(FIRMS))
        if table in ("customers", "members"):
            c = n
        p, day = r.randrange(len(GOODS)), dt.date(2024, 1, 3) + dt.timedelta(days=r.randrange(420))
        if table == "products":
            p = n
        count, price = r.randint(1, 24), 1250 + 730 * p
        row: dict[str, Any] = {word: r.choice(choices) for word, choices in WORDS.items()}
        row |= {
            "doc_no": f"XS{20240000 + n // 2 if table == 'orders' else 20240000 + n}", "customer": f"K{1000 + c}", "customer_name": FIRMS[c % len(FIRMS)], "product": f"M-{500 + p}", "product_name": GOODS[p % len(GOODS)],
            "quantity": count, "price": price, "amount": count * price, "cost": count * price * 6 // 10, "amount_taxed": count * price * 113 // 100, "unit_cost": price * 6 // 10,
            "contact": f"P{2000 + n}", "mobile": f"139{r.randrange(10**8):08d}", "phone": f"0512-{r.randrange(10**7):07d}", "email": f"user{n}@firm{c}.example.com", "wechat": f"wx_{n}k", "job": r.choice(JOBS),
            "owner": r.choice(PEOPLE), "person": r.choice(PEOPLE), "key_person": r.choice(["是", "否"]), "opportunity": f"OP{300 + n}", "invoice_no": f"FP{880000 + n}", "contract": f"HT-{700 + n}", "payment_no": f"SK{n:04d}",
            "probability": r.choice([10, 30, 60, 100]), "status": "", "payment_days": r.choice([30, 60, 90]), "seats": r.randint(1, 40), "hours": r.randint(1, 6), "number": r.randint(1, 900), "percent": "5%", "discount": "5%",
            "satisfaction": r.randint(1, 5), "money": r.randint(1, 900) * 100, "id": f"{r.randrange(10**9):09d}", "empty": "", "address": "江苏省苏州市工业园区星湖街" + str(n) + "号", "kind_cost": r.choice(["返利", "运费"]),
            "our_contact": r.choice(PEOPLE), "list_price": price, "standard_cost": price * 6 // 10, "credit_limit": 100_000_00, "paid": count * price, "time": f"{r.randrange(24):02d}:15", "influence": r.randint(1, 5), "discount_amount": 0,
            "reports_to": "", "kind": r.choice(["拜访", "电话"]), "reachable": r.choice(["是", "否"]), "renews": "", "url": f"https://crm.example.com/r/{n}", "stocks": r.randint(0, 90),
        }  # fmt: skip
        row["stage"], row["status"] = r.choice(STAGES)
        row |= {name: day + dt.timedelta(days=gap) for name, gap in (("date", 0), ("signed_on", 0), ("issued_on", 0), ("created_on", -20), ("starts_on", 5), ("due_on", 45), ("ends_on", 370), ("expected_on", 60), ("closed_on", 62),
            ("joined_on", -90), ("launched_on", -400), ("promised_on", 30), ("delivered_on", 33), ("last_contact_on", 2), ("child_born_on", -300), ("day", 1), ("paid_on", 40))}  # fmt: skip
        row["name"] = {"customers": row["customer_name"], "products": row["product_name"], "contacts": r.choice("王李张赵周") + "甲乙丙丁戊己庚辛壬癸"[n % 10] + "海明华"[n // 10 % 3] + "一二"[n // 30], "opportunities": f"{row['product_name']}采购{n}"}.get(table, "")  # fmt: skip
        made.append(row)
    return made


class Made:
    """One export as a file, and the truth of it."""

    def __init__(self, name: str, table: str, columns, r: random.Random, folder: Path):
        self.name, self.table = name, table
        self.columns = list(columns)
        r.shuffle(self.columns)
        size = {"customers": 12, "members": 12, "products": 8}.get(table, r.randint(14, 40))
        rows = world(table, r, size)
        self.file = r.choice(["csv", "csv-bom", "gb", "semicolon", "utf16", "xlsx", "xlsx", "xls"])
        self.dates = r.choice(["iso", "slash", "chinese", "compact", "time"] if self.file != "semicolon" else ["dmy"])
        self.comma = self.file == "semicolon"
        self.money = r.choice(["plain", "grouped", "sign"])
        named = [
            code for code in ("EUR", "USD", "GBP") if any(re.search(rf"\b{code}\b", header) for header, _ in columns)
        ]
        self.currency = named[0] if named else "CNY"
        if named and self.money == "sign":
            self.money = "grouped"
        self.titles, self.total = r.choice([0, 0, 2]), r.random() < 0.3
        self.rows, self.size = rows, size
        head = [header for header, _ in self.columns]
        body = [[self.cell(row, field) for _, field in self.columns] for row in rows]
        lines: list[list[str]] = []
        if self.titles:
            lines += [["数据导出"] + [""] * (len(head) - 1), ["导出时间：2025-06-30"] + [""] * (len(head) - 1)]
        lines += [head, *body]
        if self.total:
            sums = ["合计"] + [""] * (len(head) - 1)
            for n, (_, field) in enumerate(self.columns):
                if n and field in ("amount", "paid"):
                    sums[n] = self.money_text(sum(row[field] for row in rows))
            lines.append(sums)
        self.path = self.write(lines, folder)

    def money_text(self, cents: int) -> str:
        if self.comma:
            return f"{cents / 100:,.2f}".replace(",", " ").replace(".", ",").replace(" ", ".")
        text = f"{cents / 100:.2f}" if self.money == "plain" else f"{cents / 100:,.2f}"
        return "¥" + text if self.money == "sign" and self.file not in ("xlsx", "xls") else text

    def cell(self, row: dict[str, Any], field: str) -> str:
        key = field.removeprefix("~").partition("@")[0]
        if field.endswith("@name"):
            key = "customer_name" if key == "customer" else key
        value = row.get(key, row.get("text"))
        if self.table == "costs" and key == "kind":
            value = row["kind_cost"]
        if self.table == "orders" and key in ("status", "kind"):
            value = row[f"{key}_order"]
        if key in MONEY:
            return self.money_text(value)
        if isinstance(value, dt.date):
            return {"iso": value.isoformat(), "slash": f"{value.year}/{value.month}/{value.day}", "chinese": f"{value.year}年{value.month}月{value.day}日", "compact": f"{value:%Y%m%d}",
                "time": f"{value.isoformat()} 09:3{value.day % 10}:00", "dmy": f"{value:%d.%m.%Y}"}[self.dates]  # fmt: skip
        return str(value)

    def write(self, lines: list[list[str]], folder: Path) -> Path:
        stem = re.sub(r"\W", "_", self.name)
        if self.file == "xlsx":
            import openpyxl

            path = folder / f"{stem}.xlsx"
            book = openpyxl.Workbook()
            for line in lines:
                book.active.append([self.typed(cell, n) for n, cell in enumerate(line)])
            book.save(path)
            return path
        if self.file == "xls":
            sys.path.insert(0, str(Path(__file__).parent))
            from damages import biff

            path = folder / f"{stem}.xls"
            cells = [[self.typed(cell, n) for n, cell in enumerate(line)] for line in lines]
            cells = [
                [value.isoformat() if isinstance(value, dt.date) else "" if value is None else value for value in line]
                for line in cells
            ]
            path.write_bytes(biff(cells))
            return path
        out = io.StringIO(newline="")
        delimiter = {"semicolon": ";", "utf16": "\t"}.get(self.file, ",")
        csv.writer(out, delimiter=delimiter, lineterminator="\r\n").writerows(lines)
        path = folder / f"{stem}.{'txt' if self.file == 'utf16' else 'csv'}"
        path.write_bytes(
            out.getvalue().encode({"csv-bom": "utf-8-sig", "gb": "gb18030", "utf16": "utf-16"}.get(self.file, "utf-8"))
        )
        return path

    def typed(self, cell: str, position: int) -> Any:
        """Numbers as numbers and, in half of the workbooks, days as days."""
        key = self.columns[position][1].removeprefix("~")
        bare = cell.replace(",", "")
        if key in MONEY | {"quantity", "number", "probability", "payment_days", "hours", "seats"} and re.fullmatch(
            r"-?\d+(\.\d+)?", bare
        ):
            return float(bare)
        if key in DAYS and self.dates in ("iso", "slash"):
            try:
                year, month, day = map(int, re.split(r"[-/]", cell))
                return dt.date(year, month, day)
            except ValueError:
                return cell
        return cell or None

    @property
    def truth(self) -> dict[str, str]:
        """Header → field."""
        return {header: field.partition("@")[0] for header, field in self.columns if not field.startswith("~")}


LEDGER = "单据编号,日期,客户编码,客户名称,产品编码,产品名称,数量,金额\n"


def beside(folder: Path) -> Path:
    """Order lines that name all customers, for tables other than orders."""
    lines = [
        f"S{n},2025-06-{1 + n % 28:02d},K{1000 + n % 12},{FIRMS[n % 12]},M-{500 + n % 8},{GOODS[n % 8]},1,{100 + n}.00"
        for n in range(36)
    ]
    path = folder / "销售明细.csv"
    path.write_text(LEDGER + "\n".join(lines), "utf-8")
    return path


SAME_AS = {
    "customer_name": "customer",
    "product_name": "product",
    "amount_line": "amount",
    "amount_untaxed": "amount",
    "amount_taxed": "amount",
}


def columns_read(made: Made, report) -> dict[str, str] | None:
    """Header → field as the import took them; None where the sheet was taken for another table."""
    found: dict[str, str] = {}
    if made.table == "orders":
        sheets = [s for source in report["sources"] for s in source["sheets"] if source["file"] == made.path.name]
    else:
        sheets = [e for e in report.get("further", []) if e["file"] == made.path.name and e["table"] == made.table]
    if not sheets:
        return None
    for column in sheets[0]["columns"]:
        found.setdefault(column["column"], column["field"])
    return found


def compare(made: Made, found) -> tuple[int, int, list[str]]:
    """Columns right, columns with a field, and what is wrong."""
    read = columns_read(made, found.report)
    if read is None:
        return 0, len(made.truth), ["another table"]
    wrong, right, fields = [], 0, list(made.truth.values())

    def same(a: str, b: str) -> bool:
        if a == b:
            return True
        a_, b_ = SAME_AS.get(a, a), SAME_AS.get(b, b)
        return a_ == b_ and sum(SAME_AS.get(field, field) == a_ for field in fields) == 1

    for header, field in made.truth.items():
        if header in read and same(read[header], field):
            right += 1
        else:
            wrong.append(f"{header}: {read.get(header, 'not used')}, not {field}")
    wrong += [f"{header}: taken for {field}" for header, field in read.items() if header not in made.truth]
    frames, table = found.company.frames, made.table
    frame = frames.get({"payments": "payments"}.get(table, table))
    if frame is None:
        return right, len(fields), [*wrong, "no table"]
    rows = made.rows
    if table in ("customers", "products"):
        if len(frame) != max(made.size, {"customers": 12, "products": 8}[table]):
            wrong.append(f"{len(frame)} rows, not {made.size}")
    elif len(frame) != made.size:
        wrong.append(f"{len(frame)} rows, not {made.size}")
    amount = {"payments": "paid"}.get(table, "amount")
    if amount in frame and amount in fields and frame[amount].sum() != (total := sum(row[amount] for row in rows)):
        wrong.append(f"money {frame[amount].sum()}, not {total}")
    for day in DAYS & set(fields) & set(frame.columns):
        should = sorted(row[day].isoformat() for row in rows)
        if sorted(frame[day].dropna().dt.strftime("%Y-%m-%d")) != should and table not in (
            "customers",
            "opportunities",
        ):
            wrong.append(f"days of {day}")
    return right, len(fields), wrong


def answer(made: Made, problems, said: dict[str, Any]) -> bool:
    """Add truthful answers to what is asked; False where a question has none (a refusal)."""
    headers: dict[str, str] = {}
    for header, field in made.truth.items():
        headers.setdefault(field, header)
    new = False
    for problem in problems:
        text = problem.do.render("en")
        if problem.kind == "ask-date-order":
            said["date_order"], new = "dmy", True
        elif problem.kind == "ask-decimal":
            said["decimal"], new = ("," if made.comma else "."), True
        elif problem.kind == "ask-amount-per":
            said["amount_per"], new = "line", True
        elif problem.kind in ("ask-table", "no-orders"):
            said["tables"] = (
                f"{made.path.name}:{made.table}" if made.file not in ("xlsx",) else f"{made.path.name}:{made.table}"
            )
            new = True
        elif problem.kind == "ask-unused":
            prefix = re.search(r'--map "(\w+)\.not_used', text)[1]
            for header, field in made.truth.items() if prefix == made.table else ():
                if header in problem.column.split(", ") and said.get(f"{prefix}.{field}") != header:
                    said[f"{prefix}.{field}"], new = header, True
            new = new or said.get(f"{prefix}.not_used") != ["*"]
            said[f"{prefix}.not_used"] = ["*"]
        elif "--choose discounts=" in text:  # the money of every row is what was charged
            said["choices"], new = {"discounts": "ignore"}, True
        elif problem.kind in ("ask-amount", "ask-tax", "ask-basis"):
            field = "amount" if "amount" in headers else "amount_taxed"
            said["amount"], new = headers[field], True
        elif problem.kind == "ask-word" and (given := re.search(r'--map "([\w.]+)=(.*)"', text)):
            said[given[1]] = [*said.get(given[1], []), given[2]]
            new = True
        elif given := re.search(r'--map "?([\w.]+)\.(\w+)=', text):
            table, field = given[1], given[2]
            twin = next((k for k, v in SAME_AS.items() if v == field and k in headers), "") or SAME_AS.get(field, "")
            header = headers.get(field) or (headers.get(twin) if table == "orders" else None)
            key = f"{table}.{field}"
            said[key], new = header or "-", new or said.get(key) != (header or "-")
        elif problem.kind == "ask-column" or re.search("mapping", text):
            for field, header in headers.items():
                key = field if made.table == "orders" else f"{made.table}.{field}"
                if field in ("date", "customer", "customer_name", "amount", "doc_no") and key not in said:
                    said[key], new = header, True
        else:
            return False
    return new


def judged(made: Made, folder: Path) -> dict[str, Any]:
    """Outcome of one export."""
    from helpers.errors import CourseError
    from helpers.intake.folder_import import import_files

    files = [made.path] if made.table == "orders" else [beside(folder), made.path]
    if made.table == "payments":
        bills = "发票号,客户编码,开票日期,到期日,金额\n" + "".join(
            f"FP{880000 + n},K1000,2024-01-01,2024-03-01,99999.00\n" for n in range(60)
        )
        files.append(folder / "发票.csv")
        files[-1].write_text(bills, "utf-8")
    said: dict[str, Any] = {}
    first = None
    for turn in range(5):
        try:
            found = import_files(files, id="probe", name="试", currency=made.currency, mapping=said)
        except CourseError as error:
            first = first or [problem.what.render("en")[:110] for problem in error.problems]
            if not answer(made, error.problems, said):
                return {
                    "outcome": "refused",
                    "why": error.problems[0].render("en")[:300],
                    "asked": first,
                    "right": 0,
                    "first": 0,
                    "of": len(made.truth),
                }
            continue
        except Exception:
            return {
                "outcome": "traceback",
                "why": traceback.format_exc()[-400:],
                "asked": first,
                "right": 0,
                "first": 0,
                "of": len(made.truth),
            }
        right, of, wrong = compare(made, found)
        outcome = "wrong" if wrong else "confirmed" if turn else "first"
        return {
            "outcome": outcome,
            "why": "; ".join(wrong),
            "asked": first,
            "right": right,
            "first": 0 if turn else right,
            "of": of,
        }
    return {
        "outcome": "refused",
        "why": "asked five times",
        "asked": first,
        "right": 0,
        "first": 0,
        "of": len(made.truth),
    }


def columns_at_first(made: Made, folder: Path) -> int:
    """Columns that are taken unattended for what they are, of an export about which something is asked."""
    from helpers.intake.columns import answers as parts
    from helpers.intake.columns.header import locate
    from helpers.intake.files.source import read
    from helpers.intake.tables import sort

    files = [read(made.path)] if made.table == "orders" else [read(beside(folder)), read(made.path)]
    placed = sort.sort(files, parts.part({}), "amount_untaxed", False)
    entry = next(e for e in placed.placed if e.sheet.file == made.path.name)
    if entry.table != made.table:
        return 0
    if entry.table == "orders":
        header = locate(entry.sheet, {})
        taken = {header.names[position]: field for field, position in header.columns.items()}
        taken |= {proposal.header: field for field, proposal in placed.ledger.items()}
    else:
        taken = {p.header: p.field for p in entry.seen.proposals if p.confidence >= 0.85 or p.why == "likely"}
    fields = list(made.truth.values())
    return sum(taken.get(h) == f or (SAME_AS.get(taken.get(h, ""), taken.get(h)) == SAME_AS.get(f, f) and sum(SAME_AS.get(x, x) == SAME_AS.get(f, f) for x in fields) == 1) for h, f in made.truth.items())  # fmt: skip


def measure(path: Path, seed: int, each: int = 2, say=print, only: str = "") -> tuple[Counter, int, int, int]:
    """Outcomes, columns with a field, of these right at first, and right in the end."""
    counts: Counter[str] = Counter()
    of = first = right = 0
    for name, table, columns in shapes(path):
        if only and name not in only.split(","):
            continue
        for number in range(each):
            with tempfile.TemporaryDirectory() as made_in:
                folder = Path(made_in)
                made = Made(f"{name}{number}", table, columns, random.Random(f"{seed} {name} {number}"), folder)
                found = judged(made, folder)
                if found["asked"]:
                    found["first"] = columns_at_first(made, folder)
            counts[found["outcome"]] += 1
            of, first, right = of + found["of"], first + found["first"], right + found["right"]
            if found["outcome"] != "first":
                say(
                    f"{found['outcome']:10}{name}{number} ({table}, {made.file}, {made.dates}{', titles' if made.titles else ''}) {found['why']}"
                )
                for text in found["asked"] or ():
                    say(f"             ? {text}")
    return counts, of, first, right


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shapes", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--only", default="", help="names of shapes, parted by commas")
    asked = parser.parse_args()
    counts, of, first, right = measure(asked.shapes, asked.seed, asked.each, only=asked.only)
    total = counts.total()
    print(f"{total} exports: " + ", ".join(f"{kind} {n} ({n / total:.0%})" for kind, n in counts.most_common()))
    print(f"{of} columns: right at first {first} ({first / of:.0%}), in the end {right} ({right / of:.0%})")
    return 1 if counts["traceback"] else 0


if __name__ == "__main__":
    sys.exit(main())
