"""Costs: what serving each customer costs besides the goods."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="costs",
    title=Words("客户费用", "Cost to serve"),
    about=Words("每个客户、日期和费用类型一行。", "One row a customer, date and kind of cost."),
    known_on="date",
    adds={
        "classification": Words("服务成本：毛利之后还剩多少。", "Cost to serve: what is left after gross margin."),
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
            Words("发生或入账日期；按月的取月末。", "Day it arose; for a month its last day."),
            "2025-03-31",
            required=True,
        ),
        Column(
            "kind",
            "category",
            Words("费用类型", "Kind"),
            Words("费用类型。", "Kind of cost."),
            "rebate",
            required=True,
            allowed={
                "rebate": Words("返利", "rebate"),
                "freight": Words("运费", "freight"),
                "service": Words("服务与安装", "service and installation"),
                "discounting": Words("承兑贴息", "bill discounting"),
                "promotion": Words("推广与促销", "promotion"),
                "sample": Words("样品", "samples"),
                "claim": Words("质量赔付", "quality claims"),
                "other": Words("其他", "other"),
            },
        ),
        Column(
            "amount",
            "money",
            Words("金额", "Amount"),
            Words("费用金额；冲回为负数。", "Amount; negative when reversed."),
            "1800.00",
            required=True,
        ),
    ),
)
