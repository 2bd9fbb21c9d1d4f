"""Invoices and when they were paid."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="invoices",
    title=Words("发票与回款", "Invoices"),
    about=Words("每张发票一行；未回款的回款日留空。", "One row an invoice; paid date empty while unpaid."),
    key=("invoice_no",),
    known_on="issued_on",
    adds={
        "intake": Words(
            "应收账款在截止日的余额，与订单收入互相核对。",
            "Receivables at the as-of date, checked against order revenue.",
        ),
    },
    columns=(
        Column(
            "invoice_no",
            "id",
            Words("发票号", "Invoice no."),
            Words("发票的唯一编号。", "Unique number of the invoice."),
            "INV20250001",
            required=True,
        ),
        Column(
            "customer",
            "id",
            Words("客户", "Customer"),
            Words("客户编码。", "Customer code."),
            "C0001",
            required=True,
            refers_to="customers.customer",
        ),
        Column(
            "issued_on",
            "date",
            Words("开票日", "Issued on"),
            Words("开票日期。", "Date of the invoice."),
            "2025-03-20",
            required=True,
        ),
        Column(
            "due_on", "date", Words("到期日", "Due on"), Words("约定付款日期。", "Agreed day of payment."), "2025-05-19"
        ),
        Column(
            "amount",
            "money",
            Words("金额", "Amount"),
            Words("发票金额；红字发票为负数。", "Amount of the invoice; credit notes are negative."),
            "3480.00",
            required=True,
        ),
        Column(
            "paid_on",
            "date",
            Words("回款日", "Paid on"),
            Words("实际全额回款日期。", "Day of full payment."),
            "2025-06-02",
            known_by="paid_on",
        ),
    ),
)
