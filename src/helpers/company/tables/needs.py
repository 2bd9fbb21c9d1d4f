"""Needs: how much each matters to a customer, and how well it is met."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="needs",
    title=Words("需求", "Needs"),
    about=Words("每位客户一项需求一次评分一行。", "One row a judgement of one need of one customer."),
    known_on="date",
    adds={
        "diagnosis": Words("每个地区哪些需求重要却没有满足。", "Which needs matter and are not met, by region."),
        "classification": Words(
            "重要却没有满足的需求，值多少钱。", "Needs that matter and are not met, and what they are worth."
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
            "need",
            "category",
            Words("需求", "Need"),
            Words("需求名称，用固定的叫法。", "Name of the need, always the same."),
            "减少停机",
            required=True,
        ),
        Column(
            "importance",
            "integer",
            Words("重要性", "Importance"),
            Words("对客户有多重要，1 到 10。", "How much it matters to the customer, 1 to 10."),
            "9",
            required=True,
            low=1,
            high=10,
        ),
        Column(
            "satisfaction",
            "integer",
            Words("满意度", "Satisfaction"),
            Words("目前满足得怎样，1 到 10。", "How well it is met today, 1 to 10."),
            "4",
            required=True,
            low=1,
            high=10,
        ),
        *JUDGED,
    ),
)
