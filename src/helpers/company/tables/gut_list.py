"""Blind pick: the customers each manager names before any result is shown, sealed."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="gut_list",
    title=Words("盲选", "Blind pick"),
    about=Words(
        "每位管理者在看到任何结果之前点名的每个客户一行；由 course blind 封存，不手工填写。",
        "One row a customer that a manager named before any result was shown; sealed by course blind, not filled in by hand.",
    ),
    key=("rater", "customer"),
    known_on="date",
    filled="program",
    sealed=True,
    adds={
        "classification": Words(
            "管理者的直觉与数据差在哪里、差多少钱。",
            "Where managers' feeling and the data differ, and how much money that is.",
        ),
    },
    columns=(
        Column(
            "rater",
            "text",
            Words("管理者", "Manager"),
            Words("点名的人。", "Who named."),
            "李明",
            required=True,
            personal=True,
        ),
        Column(
            "date",
            "date",
            Words("日期", "Date"),
            Words("封存的日期。", "Day it was sealed."),
            "2026-01-05",
            required=True,
        ),
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
            "class",
            "category",
            Words("类别", "Class"),
            Words("管理者认为的类别。", "The class the manager gives."),
            "key",
            required=True,
            allowed={
                "key": Words("关键", "key"),
                "growth": Words("成长", "growth"),
                "general": Words("一般", "general"),
                "exit": Words("应退出", "let go"),
            },
        ),
        Column(
            "reason",
            "text",
            Words("理由", "Reason"),
            Words("一句话的理由。", "Why, in a sentence."),
            "明年要上两条新线",
        ),
        Column(
            "sealed_at",
            "text",
            Words("封存时间", "Sealed at"),
            Words("封存时由人给出的日期和时间。", "Day and time given when it was sealed."),
            "2026-01-05T10:20",
        ),
        Column(
            "seal",
            "text",
            Words("封印", "Seal"),
            Words("名单与时间的 SHA-256。", "SHA-256 of the list and the time."),
            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        ),
    ),
)
