"""Seeded small ledgers with every defect that the import knows, as a client's system would write them."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random

HEAD = ("单据编号", "日期", "客户编码", "客户名称", "产品编码", "产品名称", "数量", "单价", "金额", "备注")
WIDE = str.maketrans("0123456789.-CPSO", "０１２３４５６７８９．－ＣＰＳＯ")


def ledger(
    seed: int,
    lines: int = 250,
    rate: float = 0.04,
    *,
    status: bool = False,
    ragged: bool = False,
    encoding: str = "utf-8",
    delimiter: str = ",",
) -> bytes:
    """The bytes of a file; ``rate`` is how often each defect strikes a line."""
    r = random.Random(seed)
    head = [*HEAD, *["状态"] * status]
    rows: list[list[str]] = [list(head)]
    count, doc = 0, 1000
    while count < lines:
        doc += 1
        day, buyer = dt.date(2023, 1, 1) + dt.timedelta(days=r.randrange(900)), r.randrange(40)
        for _ in range(r.choice([1, 1, 2, 3])):
            count += 1
            row = _line(r, rate, doc, day, buyer)
            if status:
                row.append(r.choice(["已完成", "已发货"]))
                if r.random() < rate * 2:
                    row[10] = r.choice(["已取消", "草稿", "", "已退款", " 已完成"])
            rows += [row, list(row)] if r.random() < rate else [row]
        rest = [""] * (len(head) - 9)
        if r.random() < rate:
            rows.append(["小计", *[""] * 7, f"{r.randrange(10**6) / 100:.2f}", *rest])
        if r.random() < rate / 3:
            rows.append(list(head))
        if r.random() < rate / 3:
            rows.append([""] * len(head))
        if r.random() < rate / 4:
            rows.append(["注：数据来自系统", *[""] * (len(head) - 1)])
        if ragged and r.random() < rate / 3:
            rows.append([*row[:5], "多出", *row[5:]])
        if ragged and r.random() < rate / 3:
            rows.append(row[:-1])
    rows.append(["合计", *[""] * 7, "12345.67", *[""] * (len(head) - 9)])
    out = io.StringIO(newline="")
    write = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator=r.choice(["\r\n", "\n", "\n"]),
        quoting=r.choice([csv.QUOTE_MINIMAL, csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    )
    title = r.random()
    if title < 0.2:
        write.writerow(["销售明细表"])
    if title < 0.1:
        write.writerow([])
    write.writerows(rows)
    return (out.getvalue() + "\n" * (r.random() < 0.2)).encode(encoding)


def _line(r: random.Random, rate: float, doc: int, day: dt.date, buyer: int) -> list[str]:
    item, count = r.randrange(25), r.randint(1, 20)
    price = item * 1300 + 99
    money = count * price
    row = [
        f"SO{doc:06d}", day.isoformat(), f"C{buyer:04d}", f"上海{buyer}有限公司", f"P{item:03d}", f"阀门{item}型",
        str(count), f"{price / 100:.2f}", f"{money / 100:.2f}", "",
    ]  # fmt: skip
    defects = {
        1: [f"{day.year}/{day.month}/{day.day}", f"{day.year}年{day.month}月{day.day}日", day.strftime("%Y%m%d"),
            str((day - dt.date(1899, 12, 30)).days), f"{day} 10:11:12", f"{day} 00:00:00", f" {day}",
            row[1].translate(WIDE), "无", "", "2023-02-30", "1960-01-01"],
        8: [f"¥{money / 100:,.2f}", f"{money / 1000000:.4f}万", f"({money / 100:.2f})", row[8].translate(WIDE),
            f"{money / 100:,.2f}", f"CNY {money / 100:.2f}", f"{money / 100:.4f}", f"{money / 100:.5f}",
            f"{money / 100 + 0.004:.3f}", "abc", "", " ", f"-{money / 100:.2f}", f"{money / 100:.2f}-", "0", "0.00",
            f"1{money / 100:.6f}", "123456789012.45"],
        6: ["", "x", f"{count}.0", f"-{count}", "０", f"{count}.1234567", "1,234"],
        7: ["", "0", f"¥{price / 100:.2f}", "-1.00", "?"],
        0: [f" {row[0]} ", row[0].translate(WIDE), "", f"C{doc}", f"{doc}.0", "1.23E+17", "\u200b" + row[0], "'00123", '="0012"', "nan"],
        2: [f" {row[2]}", row[2].translate(WIDE), "", "17850.0", "  ", "NA", "null", row[2] + "\u3000"],
        3: ["", "测试客户", f" {row[3]}", f"{row[3]}　 x", "NULL", "=1+1", "TEST 01"],
        4: ["", "P 001", "POST", row[4].lower()],
        5: ["运费", "postage", "", "测试产品", "合计型", "差价"],
        9: ["说明", 'a "quoted" word', "x,y", "两行", "两\n行", "总计"],
    }  # fmt: skip
    for position, cells in defects.items():
        if r.random() < rate:
            row[position] = r.choice(cells)
    if r.random() < rate:
        row[6], row[8], row[0] = f"-{count}", f"-{money / 100:.2f}", r.choice([row[0], f"C{doc}"])
    if r.random() < rate / 2:
        row[:4] = [""] * 4
    return row
