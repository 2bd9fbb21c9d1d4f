"""Survey: answers in long form, each with the type of its question."""

from helpers.company.schema import Column, Table
from helpers.company.topics import TOPIC
from helpers.language import Words

TABLE = Table(
    name="survey",
    title=Words("问卷", "Survey"),
    about=Words(
        "每位受访者每道题的每个回答一行；请了而没有作答的人也写一行，回答和得分留空，才算得出应答率。",
        "One row an answer: one respondent, one item. Who was asked and gave no answer has a row too, with answer and "
        "score left empty, so that the response rate is known.",
    ),
    known_on="date",
    adds={
        "diagnosis": Words(
            "客户满意吗、什么在决定满意，连同区间和应答率；每道题按题型汇总。",
            "How content customers are and what it hangs on, with intervals and response rate; every question by its type.",
        ),
        "classification": Words("按态度细分客户。", "Customers divided by their attitudes."),
    },
    columns=(
        Column(
            "respondent",
            "id",
            Words("受访者", "Respondent"),
            Words("受访者编码。", "Code of the respondent."),
            "S0001",
            required=True,
        ),
        Column(
            "customer",
            "id",
            Words("客户", "Customer"),
            Words("受访者所属客户；匿名则留空。", "Customer of the respondent; empty if anonymous."),
            "C0001",
            refers_to="customers.customer",
        ),
        Column(
            "date",
            "date",
            Words("日期", "Date"),
            Words("提交日期。", "Day it was handed in."),
            "2025-06-12",
            required=True,
        ),
        Column("item", "id", Words("题号", "Item"), Words("题号。", "Number of the item."), "Q1", required=True),
        Column(
            "question",
            "text",
            Words("题目", "Question"),
            Words("题目原文。", "Wording of the question."),
            "您对交期的满意程度是？",
            required=True,
        ),
        Column(
            "item_type",
            "category",
            Words("题型", "Type"),
            Words("题型；留空则由数据认出。", "Type of the question; left empty it is recognised from the answers."),
            "scale",
            allowed={
                "single": Words("单选", "single choice"),
                "multiple": Words("多选", "multiple choice"),
                "scale": Words("量表", "scale"),
                "ranking": Words("排序", "ranking"),
                "open": Words("开放", "open"),
                "number": Words("数值", "number"),
            },
        ),
        Column(
            "answer",
            "text",
            Words("回答", "Answer"),
            Words("所选项或原文；多选每项一行。", "Choice or own words; several choices are several rows."),
            "满意",
        ),
        Column(
            "score",
            "quantity",
            Words("得分", "Score"),
            Words("量表的分值或排序的名次；不适用留空。", "Value on the scale, or rank; empty if not applicable."),
            "4",
        ),
        TOPIC,
    ),
)
