"""Days looked back to again and again are cut once."""

import dataclasses
import datetime as dt
import gc
import weakref

import pytest

from helpers.company import recent
from helpers.errors import ParameterError

DAYS = [dt.date(2025, 1, 31), dt.date(2025, 2, 28), dt.date(2025, 3, 31)]


@pytest.fixture(scope="module")
def firm():
    from helpers.company import folder

    return folder.open("yunhe")


def test_the_same_day_is_cut_once_also_from_a_folder_cut_back(firm):
    one = firm.as_of(DAYS[0])
    for again in (firm.as_of("2025-01-31"), firm.as_of(DAYS[2]).as_of(DAYS[0])):
        assert (
            again.frames is one.frames and again.once("asked", list) is one.once("asked", list) and again.whole is firm
        )


def test_a_company_is_gone_when_nobody_holds_it(firm):
    own = dataclasses.replace(firm)
    then, seen = own.as_of(DAYS[0]), weakref.ref(own)
    gc.disable()
    try:
        del own, then
        assert seen() is None
    finally:
        gc.enable()


def test_only_the_latest_days_are_kept(firm, monkeypatch):
    monkeypatch.setattr(recent, "MOST", 2)
    cuts = [firm.as_of(day) for day in DAYS]
    assert list(firm.cuts) == DAYS[1:] and firm.as_of(DAYS[1]).frames is cuts[1].frames
    again = firm.as_of(DAYS[0])
    assert again.frames is not cuts[0].frames and again.data_hash == cuts[0].data_hash


def test_of_a_large_company_nothing_is_kept(firm, monkeypatch):
    monkeypatch.setattr(recent, "MOST_ROWS", 1000)
    own = dataclasses.replace(firm)
    assert own.as_of(DAYS[0]).frames is not own.as_of(DAYS[0]).frames and not own.cuts


def test_a_day_after_the_own_date_is_refused_though_the_whole_has_it(firm):
    then = firm.as_of(DAYS[1])
    firm.as_of(DAYS[2])
    with pytest.raises(ParameterError):
        then.as_of(DAYS[2])
    assert then.as_of(DAYS[1]) is then
