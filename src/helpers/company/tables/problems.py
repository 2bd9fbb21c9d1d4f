"""Problems of the business: what each costs, what it leads to, how hard it is to mend."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="problems",
    title=Words("经营问题", "Business problems"),
    about=Words(
        "每位评价人对一个问题一行。原因也是问题：写明它导致哪一个问题，就连成原因树。",
        "One row a problem and person who judges it. Causes are problems too: naming what each leads to makes the tree.",
    ),
    known_on="date",
    adds={
        "diagnosis": Words(
            "问题的帕累托图、原因树，以及先解决哪三个。",
            "Pareto of problems, the tree of causes, and which three to take first.",
        ),
    },
    columns=(
        Column(
            "problem",
            "category",
            Words("问题", "Problem"),
            Words("问题名称，用固定的叫法。", "Name of the problem, always the same."),
            "华东没有现货",
            required=True,
        ),
        Column(
            "leads_to",
            "category",
            Words("导致", "Leads to"),
            Words("它导致的问题；最上层的现象留空。", "The problem it causes; empty for what is seen on top."),
            "交期比对手长",
        ),
        Column(
            "cost",
            "money",
            Words("年损失", "Cost a year"),
            Words("估计一年损失多少；说不清留空。", "What it costs a year, by estimate; empty if unknown."),
            "800000.00",
            low=0,
        ),
        Column(
            "times",
            "quantity",
            Words("一年次数", "Times a year"),
            Words("一年发生多少次。", "How often it happens in a year."),
            "36",
            low=0,
        ),
        Column(
            "impact",
            "integer",
            Words("影响", "Impact"),
            Words("解决之后好处多大，1 到 5。", "What mending it would bring, 1 to 5."),
            "4",
            low=1,
            high=5,
        ),
        Column(
            "effort",
            "integer",
            Words("难度", "Effort"),
            Words("解决它有多费力，1 到 5，5 最难。", "How hard it is to mend, 1 to 5; 5 is hardest."),
            "2",
            low=1,
            high=5,
        ),
        *JUDGED,
    ),
)
