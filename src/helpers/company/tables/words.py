"""Words: what stands in the data, in the other language, for reports in that language."""

from helpers.company.schema import Column, Table
from helpers.language import Words

TABLE = Table(
    name="words",
    title=Words("词语对照", "Words"),
    about=Words(
        "数据里的每个词语一行，写上另一种语言的说法；报告和笔记本用那种语言时按它显示，计算不受影响。只在整格完全相同时替换；没写的照原样显示。`course words` 列出要填的。",
        "One row a word or sentence of the data, with what it is in the other language: reports and notebooks in that "
        "language show it so; nothing computed changes. Only a whole cell that is exactly the same is replaced; what is "
        "not here is shown as it stands. `course words` lists what to fill in.",
    ),
    key=("text",),
    undated="keep",
    filled="program",
    columns=(
        Column(
            "text",
            "text",
            Words("原文", "Text"),
            Words("数据里的写法，一字不差。", "As it stands in the data, sign by sign."),
            "华东",
            required=True,
        ),
        Column(
            "zh",
            "text",
            Words("中文说法", "In Chinese"),
            Words(
                "中文报告里怎么写；原文就是中文时留空。", "What a Chinese report says; empty where the text is Chinese."
            ),
            "华东",
        ),
        Column(
            "en",
            "text",
            Words("英文说法", "In English"),
            Words(
                "英文报告里怎么写；原文就是英文时留空。",
                "What an English report says; empty where the text is English.",
            ),
            "East China",
        ),
    ),
)
