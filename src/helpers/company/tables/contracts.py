"""Contracts: promised and delivered dates, terms and renewals."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="contracts",
    title=Words("合同", "Contracts"),
    about=Words(
        "每份合同或订阅一行；续约另起一行并注明前一份。",
        "One row a contract or subscription; a renewal is a row of its own and names the one before.",
    ),
    key=("contract",),
    known_on="signed_on",
    planned=True,
    adds={
        "classification": Words(
            "续约与流失：按合同而不是按沉默判断。", "Renewal and churn: told by contract, not by silence."
        ),
        "general_accounts": Words("交付是否准时。", "Whether delivery is on time."),
    },
    columns=(
        Column(
            "contract",
            "id",
            Words("合同编号", "Contract no."),
            Words("合同的唯一编号。", "Unique number of the contract."),
            "HT2025001",
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
            "product",
            "id",
            Words("产品", "Product"),
            Words("产品编码。", "Product code."),
            "P001",
            refers_to="products.product",
        ),
        Column(
            "signed_on",
            "date",
            Words("签订日期", "Signed on"),
            Words("签订日期。", "Day it was signed."),
            "2025-01-15",
            required=True,
        ),
        Column(
            "starts_on",
            "date",
            Words("起始日", "Starts on"),
            Words("服务或供货开始日。", "First day of service or supply."),
            "2025-02-01",
        ),
        Column(
            "ends_on",
            "date",
            Words("到期日", "Ends on"),
            Words("服务或供货结束日。", "Last day of service or supply."),
            "2026-01-31",
        ),
        Column(
            "amount",
            "money",
            Words("合同金额", "Contract amount"),
            Words("合同总金额。", "Amount of the whole contract."),
            "180000.00",
            required=True,
        ),
        Column(
            "seats",
            "integer",
            Words("数量或席位", "Seats"),
            Words("订阅席位数或台数。", "Number of seats or machines."),
            "40",
            low=0,
        ),
        Column(
            "renews",
            "id",
            Words("续自合同", "Renews"),
            Words("续约时前一份合同的编号。", "The contract before, when this renews one."),
            "HT2024001",
            refers_to="contracts.contract",
        ),
        Column(
            "promised_on",
            "date",
            Words("承诺交付日", "Promised on"),
            Words("承诺的交付日期。", "Day delivery was promised for."),
            "2025-03-01",
        ),
        Column(
            "delivered_on",
            "date",
            Words("实际交付日", "Delivered on"),
            Words("实际交付日期；未交付留空。", "Day it was delivered; empty until then."),
            "2025-03-09",
            known_by="delivered_on",
        ),
        Column(
            "ended_on",
            "date",
            Words("终止日", "Ended early on"),
            Words("提前终止的日期；没有则留空。", "Day it was ended early; empty if not."),
            "2025-10-31",
            known_by="ended_on",
        ),
        Column(
            "end_reason",
            "category",
            Words("终止或不续原因", "Reason for ending"),
            Words("为什么终止或不再续约。", "Why it was ended or not renewed."),
            "更换供应商",
            mutable=True,
        ),
    ),
)
