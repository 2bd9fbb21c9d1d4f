"""The Spring Festival falls in January in 2023 and 2025, and in February in 2024.

Rates stated before looking (held-out seeds 9101 to 9112; twins without a festival 9101 to 9120):

* naive (February against the February before): in at least 11 of 12 says that business shrank in 2024, while it grew;
* sound (the same comparison on the festival-adjusted series): says that it grew in at least 10 of 12;
* the effect of the pause has its whole 95 % interval below −10 % in at least 11 of 12;
* twins: at most 1 of 20 has (5 %).
"""

import pandas as pd
import pytest

from helpers.diagnosis.sales import season

pytestmark = pytest.mark.slow

FEBRUARIES = (pd.Timestamp(2023, 2, 1), pd.Timestamp(2024, 2, 1))
WORTH_NAMING = -0.10


def grew(frame, column):
    values = frame.set_index("month")[column]
    return values[FEBRUARIES[1]] > values[FEBRUARIES[0]]


@pytest.mark.covers("1.2")
def test_february_misleads_until_the_festival_is_taken_out(demos, monthly):
    shrank = sound = seen = 0
    for demo in demos:
        months = pd.DataFrame(demo.truth["spring_festival"]["months"]).set_index("month")
        business = months["growth"] * months["level"]
        assert business["2024-02"] > business["2023-02"]
        adjusted = season.adjust(monthly(demo))
        shrank += not grew(adjusted.frame, "net")
        sound += bool(grew(adjusted.frame, "adjusted"))
        seen += adjusted.festival.high < WORTH_NAMING
    print(f"naive says shrank {shrank}, adjusted says grew {sound}, effect named {seen} of {len(demos)}")
    assert shrank >= 11
    assert sound >= 10
    assert seen >= 11


def test_a_twin_without_a_festival_shows_none(make, twin_seeds, monthly):
    seeds = twin_seeds[:20]
    effects = [season.adjust(monthly(make(seed, signal=False, festival=False))).festival for seed in seeds]
    alarms = sum(effect.high < WORTH_NAMING for effect in effects)
    print(f"alarms {alarms} of {len(seeds)}")
    assert alarms <= 0.05 * len(seeds)
