"""Members: consumers with a membership card."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="members",
    title=Words("会员", "Members"),
    about=Words("每位会员一行。", "One row a member."),
    key=("customer",),
    known_on="joined_on",
    adds={"classification": Words("按入会渠道细分消费者。", "Consumers divided by where they joined.")},
    columns=(
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
            "joined_on",
            "date",
            Words("入会日期", "Joined on"),
            Words("入会日期。", "Day of joining."),
            "2023-05-01",
            required=True,
        ),
        Column(
            "tier",
            "category",
            Words("会员等级", "Tier"),
            Words("当前会员等级。", "Tier held now."),
            "金卡",
            mutable=True,
        ),
        Column(
            "store",
            "text",
            Words("归属门店", "Home store"),
            Words("归属门店。", "Store the member belongs to."),
            "城北店",
            mutable=True,
        ),
        Column(
            "source",
            "category",
            Words("入会渠道", "Source"),
            Words("从哪里入会。", "Where the member came from."),
            "门店扫码",
        ),
        Column(
            "child_born_on",
            "date",
            Words("宝宝生日", "Child born on"),
            Words("宝宝生日或预产期。", "Birthday of the child, or the day it is expected."),
            "2023-08-20",
            personal=True,
            mutable=True,
        ),
        Column(
            "reachable",
            "category",
            Words("可否联系", "May be contacted"),
            Words("是否同意接收信息。", "Whether messages were agreed to."),
            "yes",
            allowed={"yes": Words("是", "yes"), "no": Words("否", "no")},
            mutable=True,
        ),
    ),
)
