"""Actions: who does what for which customer by when, and what came of it."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="actions",
    title=Words("行动", "Actions"),
    about=Words(
        "每件要做的事一行；由 course field 发给业务员，填好后由 course field --merge 收回，也可手工填写。",
        "One row a thing to do; course field hands them out, course field --merge takes them back filled in. By hand too.",
    ),
    key=("action",),
    known_on="created_on",
    filled="program",
    adds={
        "report": Words(
            "上次定下的事做了没有、结果如何。", "Whether what was agreed last time was done, and what came of it."
        ),
    },
    columns=(
        Column(
            "action",
            "id",
            Words("行动编码", "Action code"),
            Words("行动的唯一编码。", "Unique code of the action."),
            "20251231-call-1f0c9a2e",
            required=True,
        ),
        Column(
            "customer",
            "id",
            Words("客户", "Customer"),
            Words("客户编码；不针对单个客户的留空。", "Customer code; empty when it is about no single customer."),
            "C0001",
            refers_to="customers.customer",
        ),
        Column(
            "what",
            "text",
            Words("事项", "What to do"),
            Words("要做什么。", "What is to be done."),
            "电话问清停购原因",
            required=True,
        ),
        Column(
            "owner",
            "text",
            Words("责任人", "Owner"),
            Words("谁负责。", "Who does it."),
            "李明",
            personal=True,
            mutable=True,
        ),
        Column(
            "created_on",
            "date",
            Words("提出日期", "Agreed on"),
            Words("提出或商定的日期。", "Day it was proposed or agreed."),
            "2025-12-31",
        ),
        Column(
            "due_on",
            "date",
            Words("计划完成", "Due on"),
            Words("计划完成的日期。", "Day it should be done by."),
            "2026-01-14",
            mutable=True,
        ),
        Column(
            "state",
            "category",
            Words("完成情况", "State"),
            Words("未开始、进行中、已完成或不做了。", "Open, under way, done or dropped."),
            "open",
            allowed={
                "open": Words("未开始", "open"),
                "under_way": Words("进行中", "under way"),
                "done": Words("已完成", "done"),
                "dropped": Words("不做了", "dropped"),
            },
            mutable=True,
        ),
        Column(
            "done_on",
            "date",
            Words("实际完成", "Done on"),
            Words("实际完成的日期；未完成留空。", "Day it was done; empty until then."),
            "2026-01-09",
            mutable=True,
        ),
        Column(
            "result",
            "text",
            Words("结果与反馈", "Result and feedback"),
            Words("客户怎么说，结果如何。", "What the customer said, and what came of it."),
            "换了采购经理，已约下周拜访",
            mutable=True,
        ),
        Column(
            "finding",
            "id",
            Words("依据", "Finding"),
            Words("由哪一项发现而来。", "Which finding it comes from."),
            "classification.rfm.overdue",
        ),
    ),
)
