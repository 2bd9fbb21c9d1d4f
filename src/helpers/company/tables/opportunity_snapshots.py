"""Opportunity snapshots: the pipeline as each import found it, from which stage history is derived."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="opportunity_snapshots",
    title=Words("商机快照", "Opportunity snapshots"),
    about=Words(
        "每次导入时每个商机的状态一行，由程序保存。", "State of each opportunity at each import; the program keeps it."
    ),
    key=("opportunity", "taken_on"),
    known_on="taken_on",
    planned=True,
    adds={
        "general_accounts": Words(
            "阶段停留时间和一再推迟的签约日。", "Time in each stage, and dates that keep moving."
        ),
    },
    columns=(
        Column(
            "opportunity",
            "id",
            Words("商机编码", "Opportunity code"),
            Words("商机编码。", "Code of the opportunity."),
            "XM0001",
            required=True,
            refers_to="opportunities.opportunity",
        ),
        Column(
            "taken_on",
            "date",
            Words("快照日期", "Taken on"),
            Words("这次导入的截止日期。", "As-of date of the import."),
            "2025-03-31",
            required=True,
        ),
        Column("stage", "category", Words("阶段", "Stage"), Words("当时的阶段。", "Stage at that time."), "方案报价"),
        Column(
            "status",
            "category",
            Words("状态", "Status"),
            Words("当时的状态。", "Status at that time."),
            "open",
            allowed={
                "open": Words("进行中", "open"),
                "won": Words("赢", "won"),
                "lost": Words("丢", "lost"),
                "delayed": Words("延期", "put off"),
            },
        ),
        Column(
            "amount",
            "money",
            Words("预计金额", "Expected amount"),
            Words("当时的预计金额。", "Amount expected at that time."),
            "480000.00",
            low=0,
        ),
        Column(
            "probability",
            "quantity",
            Words("可能性", "Probability"),
            Words("当时的可能性，0 到 100。", "Chance at that time, 0 to 100."),
            "60",
            unit=Words("百分比", "per cent"),
            low=0,
            high=100,
        ),
        Column(
            "expected_on",
            "date",
            Words("预计签约", "Expected on"),
            Words("当时的预计签约日期。", "Day expected at that time."),
            "2025-06-30",
        ),
    ),
)
