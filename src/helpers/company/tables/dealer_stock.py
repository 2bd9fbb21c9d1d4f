"""Dealer stock: what lies with dealers."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="dealer_stock",
    title=Words("经销商库存", "Dealer stock"),
    about=Words("每个经销商每个产品每次盘点一行。", "One row a dealer, product and day of counting."),
    key=("customer", "date", "product"),
    known_on="date",
    planned=True,
    adds={
        "classification": Words("渠道里压着多少货。", "How much stock lies in the channel."),
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
            Words("盘点日期", "Counted on"),
            Words("盘点日期。", "Day it was counted."),
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
            Words("库存数量。", "Quantity in stock."),
            "120",
            required=True,
            unit=Words("产品自身单位", "the product’s own unit"),
            low=0,
        ),
    ),
)
