"""Order lines: what was sold to whom, when, for how much; returns are negative."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="orders",
    title=Words("订单明细", "Order lines"),
    about=Words("每张单据的每一行一行；退货为负数。", "One row a line of a document; returns are negative."),
    required=True,
    known_on="date",
    adds={
        "diagnosis": Words(
            "趋势、季节、集中度、留存和量价结构。", "Trend, season, concentration, retention and price-volume-mix."
        ),
        "classification": Words("按频率、金额、潜力的分类。", "Classes by frequency, amount and potential."),
    },
    columns=(
        Column(
            "doc_no",
            "id",
            Words("单据编号", "Document no."),
            Words("订单、发货单或发票号。", "Number of order, delivery or invoice."),
            "SO20250001",
            required=True,
        ),
        Column(
            "date",
            "date",
            Words("日期", "Date"),
            Words("单据日期。", "Date of the document."),
            "2025-03-18",
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
            "product",
            "id",
            Words("产品", "Product"),
            Words("产品编码。", "Product code."),
            "P001",
            refers_to="products.product",
        ),
        Column(
            "quantity",
            "quantity",
            Words("数量", "Quantity"),
            Words("数量；退货为负数。", "Quantity; negative for returns."),
            "12",
            unit=Words("产品自身单位", "the product's own unit"),
        ),
        Column(
            "amount",
            "money",
            Words("金额", "Amount"),
            Words(
                "该行金额；退货为负数。含税与否、口径见 company.yml。",
                "Amount of the line; negative for returns. Tax and basis are said in company.yml.",
            ),
            "3480.00",
            required=True,
        ),
        Column(
            "cost",
            "money",
            Words("成本", "Cost"),
            Words("该行成本；退货为负数。", "Cost of the line; negative for returns."),
            "2610.00",
        ),
    ),
)
