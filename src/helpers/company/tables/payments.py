"""Payments of invoices: several may pay one invoice."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="payments",
    title=Words("回款明细", "Payments"),
    about=Words(
        "每笔回款对一张发票一行：分期回款的发票才需要；一次付清的，在发票表填回款日即可。",
        "One row a payment of one invoice; needed for invoices paid in parts, others only need their paid date.",
    ),
    key=("payment_no", "invoice_no"),
    known_on="paid_on",
    filled="import",
    adds={
        "intake": Words(
            "分期回款的发票在任何一天还欠多少。",
            "What is still owed on any day of invoices that are paid in parts.",
        ),
    },
    columns=(
        Column(
            "payment_no",
            "id",
            Words("回款单号", "Payment no."),
            Words(
                "回款的编号；一笔回款核销几张发票时，各行相同。",
                "Number of the payment; the same in each row where it pays several invoices.",
            ),
            "RC20250031",
            required=True,
        ),
        Column(
            "invoice_no",
            "id",
            Words("发票号", "Invoice no."),
            Words("所付的发票。", "The invoice that is paid."),
            "INV20250001",
            required=True,
            refers_to="invoices.invoice_no",
        ),
        Column(
            "paid_on",
            "date",
            Words("回款日", "Paid on"),
            Words(
                "到账日期；只知道已付、不知道哪天的留空，算作截止日之前已付。",
                "Day of the payment; empty where only the sum paid so far is known: it counts as paid by the as-of date.",
            ),
            "2025-04-20",
        ),
        Column(
            "paid",
            "money",
            Words("回款金额", "Amount paid"),
            Words("对这张发票的金额；退款为负数。", "Amount for this invoice; refunds are negative."),
            "1000.00",
            required=True,
        ),
    ),
)
