"""Columns that every judged row carries: who judged, when, on what evidence, and how good the source is."""

from __future__ import annotations

from helpers.company.schema import Column
from helpers.language import Words

#: The Admiralty scale (NATO AJP-2.1): how reliable the source usually is …
RELIABILITY = {
    "A": Words("完全可靠", "completely reliable"),
    "B": Words("通常可靠", "usually reliable"),
    "C": Words("比较可靠", "fairly reliable"),
    "D": Words("通常不可靠", "not usually reliable"),
    "E": Words("不可靠", "unreliable"),
    "F": Words("无法判断可靠性", "reliability cannot be judged"),
}
#: … and how credible this piece of it is.
CREDIBILITY = {
    "1": Words("已被证实", "confirmed"),
    "2": Words("很可能属实", "probably true"),
    "3": Words("可能属实", "possibly true"),
    "4": Words("存疑", "doubtful"),
    "5": Words("不大可能", "improbable"),
    "6": Words("无法判断真伪", "truth cannot be judged"),
}

RATER = Column(
    "rater",
    "text",
    Words("评分人", "Rater"),
    Words("作出判断的人。", "Who judged."),
    "李明",
    required=True,
    personal=True,
)
DATE = Column(
    "date",
    "date",
    Words("日期", "Date"),
    Words("作出判断的日期。", "Day of the judgement."),
    "2025-06-30",
    required=True,
)
EVIDENCE = Column(
    "evidence",
    "text",
    Words("依据", "Evidence"),
    Words("依据什么：谁说的、哪份记录。", "What it rests on: who said so, which record."),
    "6 月技术交流会纪要",
)
RELIABLE = Column(
    "reliability",
    "category",
    Words("来源可靠性", "Reliability of the source"),
    Words("按海军部情报等级，A 最可靠，F 无法判断。", "On the Admiralty scale: A is best, F cannot be judged."),
    "B",
    allowed=RELIABILITY,
)
CREDIBLE = Column(
    "credibility",
    "category",
    Words("内容可信度", "Credibility"),
    Words("按海军部情报等级，1 已证实，6 无法判断。", "On the Admiralty scale: 1 is confirmed, 6 cannot be judged."),
    "2",
    allowed=CREDIBILITY,
)
#: To be put at the end of a judged table's columns.
JUDGED = (RATER, DATE, EVIDENCE, RELIABLE, CREDIBLE)
