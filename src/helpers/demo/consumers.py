"""Names of consumers as a till keeps them: a surname and a form of address, the rest is not on file."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from helpers.demo.market import Market

#: Common surnames, the most common first; the chance of each falls with its rank (Zipf).
SURNAMES = tuple("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈")
RANK_OFFSET = 6.0
WOMAN, MAN = "女士", "先生"


def masked(women: float) -> Callable:
    """A naming function (``Market.naming``): surname and 女士 or 先生, the share ``women`` of the first; no groups.

    Several customers have one name, as in life: the member number tells them apart.
    """

    def names(
        market: Market, industry: np.ndarray, region: np.ndarray, frame: pd.DataFrame, chance: np.random.Generator
    ) -> tuple[list[str], list[str | None]]:
        weight = 1 / (np.arange(len(SURNAMES)) + RANK_OFFSET)
        surname = chance.choice(len(SURNAMES), len(frame), p=weight / weight.sum())
        woman = chance.random(len(frame)) < women
        return [SURNAMES[s] + (WOMAN if w else MAN) for s, w in zip(surname, woman, strict=True)], [None] * len(frame)

    return names
