"""Five forces: what presses on the industry's profit, driver by driver, judged by several people."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="five_forces",
    title=Words("五力", "Five forces"),
    about=Words(
        "每位评分人对一个驱动因素的一次判断一行；重新判断另起一行，旧行保留。",
        "One row a judgement: one rater, one driver; a new judgement is a new row, the old one stays.",
    ),
    known_on="date",
    adds={
        "diagnosis": Words(
            "哪种力量压得最紧，行业还有多大吸引力，与数据对不对得上。",
            "Which force presses hardest, how attractive the industry is, and whether data agree.",
        )
    },
    columns=(
        Column(
            "force",
            "category",
            Words("力量", "Force"),
            Words("五力之一。", "One of the five."),
            "rivalry",
            required=True,
            allowed={
                "rivalry": Words("同业竞争", "rivalry"),
                "entrants": Words("新进入者", "new entrants"),
                "substitutes": Words("替代品", "substitutes"),
                "suppliers": Words("供应商议价", "suppliers"),
                "buyers": Words("客户议价", "buyers"),
            },
        ),
        Column(
            "driver",
            "text",
            Words("驱动因素", "Driver"),
            Words(
                "是什么让这股力量强或弱；各行写法一致。",
                "What makes the force strong or weak; worded alike in every row.",
            ),
            "客户可以轻易换供应商",
            required=True,
        ),
        Column(
            "score",
            "integer",
            Words("压力", "Pressure"),
            Words("1 几乎没有压力，5 压力极大。", "1 is hardly any pressure, 5 very much."),
            "4",
            required=True,
            low=1,
            high=5,
        ),
        Column(
            "weight",
            "integer",
            Words("权重", "Weight"),
            Words("在这股力量里有多重要，1 到 5；空为 3。", "How much it counts within its force, 1 to 5; empty is 3."),
            "3",
            low=1,
            high=5,
        ),
        *JUDGED,
    ),
)
