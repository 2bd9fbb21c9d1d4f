"""Names that stand for no name: what a ledger writes where a region, an industry or a line is not known."""

from __future__ import annotations

WORDS = frozenset(
    ("其他", "其它", "其他地区", "其它地区", "未知", "未知地区", "不详", "不明", "未填", "未填写", "未分类", "未指定")
    + ("未分配", "无", "暂无", "待定", "待补", "空", "-", "--", "/", "?", "n/a", "na", "none", "null", "misc", "tbd")
    + ("unspecified", "unknown", "other", "others", "not specified", "not known", "undefined", "unassigned")
)


def is_unnamed(name: object) -> bool:
    """Whether a text names nothing, as a whole and in any case.

    >>> [is_unnamed(name) for name in ("Unspecified", " 其他 ", "", "其他城市群", "Other Hill")]
    [True, True, True, False, False]
    """
    text = " ".join(str(name).casefold().split())
    return not text or text in WORDS
