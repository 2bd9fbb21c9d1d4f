"""Ratings: judged criteria of customers that no ledger holds."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="ratings",
    title=Words("客户评分", "Customer ratings"),
    about=Words(
        "每位评分人对一个客户一个评分项的一次打分一行。", "One row a score: one rater, one customer, one criterion."
    ),
    known_on="date",
    planned=True,
    adds={
        "classification": Words(
            "数据里没有的评分项，以及评分人之间的差异。", "Criteria that no ledger holds, and how raters differ."
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
            "criterion",
            "category",
            Words("评分项", "Criterion"),
            Words("评分项，用固定的名称。", "Criterion, always by the same name."),
            "行业地位",
            required=True,
        ),
        Column(
            "score",
            "integer",
            Words("得分", "Score"),
            Words("0 到 10 分，10 最好。", "0 to 10; 10 is best."),
            "7",
            required=True,
            low=0,
            high=10,
        ),
        *JUDGED,
    ),
)
