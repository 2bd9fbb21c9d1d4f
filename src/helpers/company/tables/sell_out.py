"""Sell-out: what dealers sold on, against what we sold to them."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="sell_out",
    title=Words("经销商出货", "Dealer sell-out"),
    about=Words("经销商每次卖给下家一行。", "One row a sale of a dealer to its own customers."),
    known_on="date",
    adds={
        "classification": Words(
            "按真实动销而不是按进货判断经销商。", "Dealers judged by what they sell on, not by what they buy."
        ),
    },
    columns=(
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
            "date",
            "date",
            Words("日期", "Date"),
            Words("出货日期；按月的取月末。", "Day of the sale; for a month its last day."),
            "2025-03-31",
            required=True,
        ),
        Column(
            "product",
            "id",
            Words("产品", "Product"),
            Words("产品编码。", "Product code."),
            "P001",
            required=True,
            refers_to="products.product",
        ),
        Column(
            "quantity",
            "quantity",
            Words("数量", "Quantity"),
            Words("卖出数量；退回为负数。", "Quantity sold on; negative when it came back."),
            "30",
            required=True,
            unit=Words("产品自身单位", "the product’s own unit"),
        ),
        Column(
            "amount",
            "money",
            Words("金额", "Amount"),
            Words("按经销商售价的金额。", "Amount at the dealer’s own price."),
            "4200.00",
        ),
    ),
)
