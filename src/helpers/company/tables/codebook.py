"""Codebook: the themes coders may give to statements, each with its definition and borders."""

from helpers.company.schema import Column, Table
from helpers.company.topics import TOPIC
from helpers.language import Words

TABLE = Table(
    name="codebook",
    title=Words("编码本", "Codebook"),
    about=Words("访谈的每个主题一行。", "One row a theme of the interviews."),
    key=("theme",),
    known_on="date",
    undated="keep",
    adds={
        "diagnosis": Words(
            "主题的定义：编码员不一致时，先改的就是它。",
            "What each theme means: the first thing to mend when coders disagree.",
        )
    },
    columns=(
        Column("theme", "id", Words("主题", "Theme"), Words("主题编码。", "Code of the theme."), "T1", required=True),
        Column(
            "name",
            "text",
            Words("名称", "Name"),
            Words("主题的短名称。", "Short name of the theme."),
            "交期不准",
            required=True,
        ),
        Column(
            "definition",
            "text",
            Words("定义", "Definition"),
            Words("什么算、什么不算，一句话。", "What counts and what does not, in a sentence."),
            "承诺的日期没有做到；单纯嫌交期长不算。",
        ),
        Column(
            "example",
            "text",
            Words("正例", "Example"),
            Words("一句算在内的话。", "A statement that counts."),
            "说好十号，二十号才到。",
        ),
        Column(
            "counter_example",
            "text",
            Words("反例", "Counter-example"),
            Words("一句容易误编、其实不算的话。", "A statement easily mistaken for it that does not count."),
            "你们交期比别家长。",
        ),
        Column(
            "tone",
            "category",
            Words("褒贬", "Tone"),
            Words(
                "这个主题对我们是好事、坏事，还是中性。", "Whether the theme speaks for us, against us, or for neither."
            ),
            "bad",
            allowed={
                "good": Words("褒", "for us"),
                "bad": Words("贬", "against us"),
                "neutral": Words("中性", "neither"),
            },
        ),
        TOPIC,
        Column(
            "date",
            "date",
            Words("日期", "Date"),
            Words("定义自哪天起使用；可留空。", "Day since which the definition is used; may be empty."),
            "2025-09-01",
        ),
    ),
)
