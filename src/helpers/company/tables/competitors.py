"""Competitors: our firm and others, scored by criterion."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="competitors",
    title=Words("竞争对手评分", "Competitor ratings"),
    about=Words(
        "每位评分人对一家公司一个评分项的一次打分一行；我方也算一家。",
        "One row a score: one rater, one firm, one criterion; our own firm is one of them.",
    ),
    known_on="date",
    adds={
        "diagnosis": Words(
            "与对手的差距在哪一项、自己人高估了多少、各家在客户眼里的位置。",
            "Where the gap to competitors lies, how much our own people flatter us, and what each firm stands for.",
        ),
    },
    columns=(
        Column(
            "competitor",
            "text",
            Words("公司", "Firm"),
            Words("竞争对手名称。", "Name of the competitor."),
            "远拓自动化",
            required=True,
        ),
        Column(
            "ours",
            "category",
            Words("是否我方", "Our own firm"),
            Words("这一行评的是我方还是对手。", "Whether the row is about us."),
            "no",
            required=True,
            allowed={"yes": Words("是", "yes"), "no": Words("否", "no")},
        ),
        Column(
            "criterion",
            "category",
            Words("评分项", "Criterion"),
            Words("客户挑选供应商的标准。", "What customers choose suppliers by."),
            "交期",
            required=True,
        ),
        Column(
            "score",
            "integer",
            Words("得分", "Score"),
            Words("0 到 10 分，10 最好。", "0 to 10; 10 is best."),
            "6",
            required=True,
            low=0,
            high=10,
        ),
        Column(
            "region",
            "category",
            Words("地区", "Region"),
            Words("适用的销售区域；空为全部。", "Sales region it holds for; empty for all."),
            "华东",
        ),
        Column(
            "weight",
            "quantity",
            Words("权重", "Weight"),
            Words(
                "评分人认为这一项占多少分，各项合计 100；写在我方的行里即可，不写则各项同权。",
                "Points of 100 the rater gives this criterion; on the rows of our own firm is enough; without any, all weigh the same.",
            ),
            "20",
            low=0,
            high=100,
        ),
        *JUDGED,
    ),
)
