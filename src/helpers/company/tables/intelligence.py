"""Intelligence: what the front line heard, from whom, where, when, and how far it can be trusted."""

from helpers.company.judged import CREDIBLE, RELIABLE
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="intelligence",
    title=Words("一线情报", "Front-line intelligence"),
    about=Words("每听到一件事一行，原话记录。", "One row a thing heard, in the words it was told."),
    known_on="date",
    adds={
        "diagnosis": Words(
            "把零散的消息归成信号：几个人说、多新、多可靠、改变什么。",
            "Scattered news gathered into signals: told by how many, how fresh, how reliable, and what each changes.",
        ),
    },
    columns=(
        Column(
            "date",
            "date",
            Words("听到日期", "Heard on"),
            Words("听到的日期。", "Day it was heard."),
            "2025-05-18",
            required=True,
        ),
        Column(
            "rater",
            "text",
            Words("报告人", "Reported by"),
            Words("我方听到的人。", "Who of us heard it."),
            "李明",
            required=True,
            personal=True,
        ),
        Column(
            "said",
            "text",
            Words("内容", "What was heard"),
            Words("听到了什么，一两句原话。", "What was heard, in a sentence or two."),
            "客户说远拓在苏州备了现货，三天能到",
            required=True,
        ),
        Column(
            "source",
            "category",
            Words("消息来源", "Source"),
            Words("谁说的。", "Who said so."),
            "customer",
            allowed={
                "customer": Words("客户", "customer"),
                "dealer": Words("经销商", "dealer"),
                "competitor": Words("对手的人", "competitor's people"),
                "supplier": Words("供应商", "supplier"),
                "public": Words("公开信息", "public"),
                "own": Words("我方同事", "colleague"),
            },
        ),
        Column(
            "topic",
            "category",
            Words("关于", "About"),
            Words("关于什么。", "What it is about."),
            "delivery",
            allowed={
                "price": Words("价格", "price"),
                "delivery": Words("交期与供货", "delivery and supply"),
                "product": Words("产品与技术", "product and technology"),
                "people": Words("人事变动", "people"),
                "channel": Words("渠道", "channel"),
                "demand": Words("需求与项目", "demand and projects"),
                "policy": Words("政策与招标", "policy and tenders"),
            },
        ),
        Column(
            "region",
            "category",
            Words("地区", "Region"),
            Words("说的是哪个地区。", "Region it is about."),
            "华东",
        ),
        Column(
            "customer",
            "id",
            Words("客户", "Customer"),
            Words("涉及的客户编码。", "Customer it is about."),
            "C0001",
            refers_to="customers.customer",
        ),
        Column(
            "competitor",
            "text",
            Words("竞争对手", "Competitor"),
            Words("涉及的竞争对手。", "Competitor it is about."),
            "远拓自动化",
        ),
        RELIABLE,
        CREDIBLE,
    ),
)
