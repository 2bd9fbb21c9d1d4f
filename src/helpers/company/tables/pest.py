"""PEST: what changes in the firm's surroundings, judged by several people."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="pest",
    title=Words("宏观环境（PEST）", "Surroundings (PEST)"),
    about=Words(
        "每位评分人对一个因素的一次判断一行；重新判断另起一行，旧行保留。",
        "One row a judgement: one rater, one factor; a new judgement is a new row, the old one stays.",
    ),
    known_on="date",
    adds={
        "diagnosis": Words(
            "哪些外部变化是机会，哪些是威胁，评分人是否一致。",
            "Which outside changes are opportunities or threats, and whether raters agree.",
        )
    },
    columns=(
        Column(
            "domain",
            "category",
            Words("方面", "Field"),
            Words("政治、经济、社会或技术。", "Political, economic, social or technological."),
            "economic",
            required=True,
            allowed={
                "political": Words("政治", "political"),
                "economic": Words("经济", "economic"),
                "social": Words("社会", "social"),
                "technological": Words("技术", "technological"),
            },
        ),
        Column(
            "factor",
            "text",
            Words("因素", "Factor"),
            Words(
                "一句话说清什么在变；各行写法一致。", "What is changing, in one sentence; worded alike in every row."
            ),
            "下游设备厂推迟扩产",
            required=True,
        ),
        Column(
            "direction",
            "category",
            Words("方向", "Direction"),
            Words("对我方是机会还是威胁。", "Opportunity or threat to us."),
            "threat",
            required=True,
            allowed={"opportunity": Words("机会", "opportunity"), "threat": Words("威胁", "threat")},
        ),
        Column(
            "impact",
            "integer",
            Words("影响", "Impact"),
            Words("真发生时影响多大，1 到 5。", "How much it matters if it happens, 1 to 5."),
            "4",
            required=True,
            low=1,
            high=5,
        ),
        Column(
            "probability",
            "quantity",
            Words("可能性", "Probability"),
            Words("在期限内发生的可能，百分比。", "Chance that it happens within the horizon, per cent."),
            "60",
            required=True,
            unit=Words("百分比", "per cent"),
            low=0,
            high=100,
        ),
        Column(
            "horizon",
            "category",
            Words("期限", "Horizon"),
            Words("多久之内。", "Within what time."),
            "year",
            allowed={
                "year": Words("一年内", "within a year"),
                "three": Words("一到三年", "one to three years"),
                "later": Words("三年以后", "later than three years"),
            },
        ),
        *JUDGED,
    ),
)
