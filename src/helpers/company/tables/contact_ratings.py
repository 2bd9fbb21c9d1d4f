"""Contact ratings: judgements of how a contact stands to us, with their evidence."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="contact_ratings",
    title=Words("关系评分", "Relationship ratings"),
    about=Words("每次对一位联系人的支持度判断一行。", "One row a judgement of one contact’s support."),
    known_on="date",
    planned=True,
    adds={
        "key_accounts": Words("我们对关系的判断后来准不准。", "Whether our judgements of relationships proved right."),
    },
    columns=(
        Column(
            "contact",
            "id",
            Words("联系人", "Contact"),
            Words("联系人编码。", "Code of the contact."),
            "L0001",
            required=True,
            refers_to="contacts.contact",
        ),
        Column(
            "support",
            "integer",
            Words("支持度", "Support"),
            Words(
                "对我方的态度：3 铁杆支持，0 中立，−1 反对。",
                "Attitude to us: 3 firm supporter, 0 neutral, −1 against.",
            ),
            "2",
            required=True,
            low=-1,
            high=3,
            personal=True,
        ),
        *JUDGED,
    ),
)
