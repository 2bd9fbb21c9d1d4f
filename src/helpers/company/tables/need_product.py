"""Need to product: which product meets which need, and how well."""

from helpers.company.judged import JUDGED
from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="need_product",
    title=Words("需求与产品", "Needs and products"),
    about=Words(
        "哪个产品满足哪项需求，满足到什么程度，一行一对。",
        "One row a pair: which product meets which need, and how well.",
    ),
    known_on="date",
    planned=True,
    adds={
        "classification": Words(
            "从未满足的需求到可卖的产品：空白市场。", "From unmet needs to products to sell: white space."
        ),
    },
    columns=(
        Column(
            "need",
            "category",
            Words("需求", "Need"),
            Words("需求名称，与需求表一致。", "Name of the need, as in the table of needs."),
            "减少停机",
            required=True,
        ),
        Column(
            "product",
            "id",
            Words("产品", "Product"),
            Words("产品编码。", "Product code."),
            "P001",
            required=True,
            refers_to="products.product",
        ),
        Column(
            "fit",
            "integer",
            Words("满足程度", "Fit"),
            Words("0 不满足，3 完全满足。", "0 not at all, 3 fully."),
            "2",
            required=True,
            low=0,
            high=3,
        ),
        *JUDGED,
    ),
)
