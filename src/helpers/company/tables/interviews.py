"""Interviews and observations: statements in their own words, and how each coder coded them."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="interviews",
    title=Words("访谈与观察", "Interviews"),
    about=Words(
        "一句陈述一行；编码之后，每位编码员给每句陈述的每个主题各一行，原话照抄，陈述编码不变。",
        "One row a statement; once coded, one row for each theme a coder gave it, with the same statement code and words.",
    ),
    known_on="date",
    adds={
        "diagnosis": Words(
            "客户用自己的话说了什么、多少人说、多强烈，以及编码员是否看法一致。",
            "What customers said in their own words, how many, how strongly, and whether the coders agree.",
        )
    },
    columns=(
        Column(
            "statement",
            "id",
            Words("陈述编码", "Statement"),
            Words("陈述的编码。", "Code of the statement."),
            "I01-03",
            required=True,
        ),
        Column(
            "source",
            "id",
            Words("受访者", "Source"),
            Words("受访者或观察点的编码；不写姓名。", "Code of who was interviewed or where it was seen; no name."),
            "I01",
            required=True,
        ),
        Column(
            "customer",
            "id",
            Words("客户", "Customer"),
            Words("受访者所属客户；匿名则留空。", "Customer of the source; empty if anonymous."),
            "C0001",
            refers_to="customers.customer",
        ),
        Column(
            "date",
            "date",
            Words("日期", "Date"),
            Words("访谈或观察的日期。", "Day of the interview or observation."),
            "2025-09-18",
            required=True,
        ),
        Column(
            "method",
            "category",
            Words("方式", "Method"),
            Words("访谈还是现场观察。", "Interview or observation on site."),
            "interview",
            allowed={"interview": Words("访谈", "interview"), "observation": Words("观察", "observation")},
        ),
        Column("region", "category", Words("地区", "Region"), Words("在哪个地区。", "In which region."), "华东"),
        Column(
            "question",
            "text",
            Words("提问", "Question"),
            Words("提纲里的问题，或观察表里的项目。", "Question of the guide, or point of the observation sheet."),
            "最近一次没能按时拿到货是什么时候？",
        ),
        Column(
            "quote",
            "text",
            Words("原话", "Quote"),
            Words("原话或所见，照实记录。", "What was said or seen, word for word."),
            "上个月等了三周，装配线停了两天。",
            required=True,
        ),
        Column(
            "coder",
            "text",
            Words("编码员", "Coder"),
            Words("谁编的码；未编码留空。", "Who coded it; empty while nobody has."),
            "编码员甲",
            personal=True,
        ),
        Column(
            "theme",
            "id",
            Words("主题", "Theme"),
            Words("编码本里的主题；不属于任何主题则留空。", "Theme of the codebook; empty if none fits."),
            "T1",
            refers_to="codebook.theme",
        ),
        Column(
            "intensity",
            "integer",
            Words("强度", "Intensity"),
            Words("说得多强烈：1 轻描淡写，5 非常强烈。", "How strongly: 1 in passing, 5 very strongly."),
            "4",
            low=1,
            high=5,
        ),
    ),
)
