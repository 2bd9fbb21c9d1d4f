"""Customers: who buys from the firm."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="customers",
    title=Words("客户", "Customers"),
    about=Words("每个客户一行。", "One row a customer."),
    required=True,
    key=("customer",),
    known_on="created_on",
    undated="first_use",
    adds={
        "classification": Words(
            "行业和规模让同类客户可以互相比较，从而估计潜力。",
            "Industry and size let like customers be compared, and so potential be estimated.",
        )
    },
    columns=(
        Column(
            "customer",
            "id",
            Words("客户编码", "Customer code"),
            Words("客户的唯一编码。", "Unique code of the customer."),
            "C0001",
            required=True,
        ),
        Column(
            "name",
            "text",
            Words("客户名称", "Customer name"),
            Words("客户全称。", "Full name of the customer."),
            "恒川精密机械有限公司",
            required=True,
        ),
        Column(
            "group",
            "text",
            Words("集团/上级客户", "Group"),
            Words("所属集团；没有则留空。", "Group it belongs to; empty if none."),
            "恒川集团",
            mutable=True,
        ),
        Column(
            "industry",
            "category",
            Words("行业", "Industry"),
            Words("客户自己所在的行业。", "The customer's own industry."),
            "包装机械",
        ),
        Column(
            "region",
            "category",
            Words("地区", "Region"),
            Words("客户所在的销售区域。", "Sales region of the customer."),
            "华东",
        ),
        Column(
            "size", "category", Words("规模", "Size"), Words("客户规模档次。", "Size band of the customer."), "中型"
        ),
        Column(
            "grade",
            "category",
            Words("客户级别", "Grade"),
            Words("公司到目前为止给客户定的级别。", "The grade the firm has kept until now."),
            "A",
            known_by="grade_since",
            mutable=True,
        ),
        Column(
            "grade_since",
            "date",
            Words("定级日期", "Grade since"),
            Words("当前级别从哪天起。", "Since when the grade holds."),
            "2024-01-01",
        ),
        Column(
            "owner",
            "text",
            Words("负责人", "Account owner"),
            Words("我方负责该客户的人。", "Our person in charge of the customer."),
            "李明",
            mutable=True,
            personal=True,
        ),
        Column(
            "created_on",
            "date",
            Words("建档日期", "Created on"),
            Words("客户在系统中建档的日期。", "Day the customer was entered."),
            "2021-03-15",
        ),
        Column(
            "credit_limit",
            "money",
            Words("信用额度", "Credit limit"),
            Words("允许的最高欠款。", "Highest receivable allowed."),
            "200000.00",
            low=0,
            mutable=True,
        ),
        Column(
            "payment_days",
            "integer",
            Words("账期", "Payment term"),
            Words("约定的付款天数。", "Agreed days to payment."),
            "60",
            unit=Words("天", "days"),
            low=0,
            high=720,
            mutable=True,
        ),
        Column(
            "channel",
            "category",
            Words("渠道", "Channel"),
            Words("直销客户还是经销商。", "Direct customer or dealer."),
            "direct",
            allowed={"direct": Words("直销", "direct"), "dealer": Words("经销", "dealer")},
            mutable=True,
        ),
    ),
)
