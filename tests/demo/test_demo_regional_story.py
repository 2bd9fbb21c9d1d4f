"""What the station finds of regions, competitors and intelligence: planted facts on unseen seeds, and quiet on the twins.

Rates stated before looking (seeds 9741 to 9752 for the maker of controls, twins 9701 to 9720; 9721 to 9726 for those of power
equipment and of agricultural inputs). Seeds below 100 were used while the parts were written. The statement on losses failed
twice: 7 of 12 on 9701 to 9712, with .45 of the projects meeting the rival and .75 of the wins lost, and 10 of 12 on 9741 to
9752, with .6 and .85. The planted entry is .65 and .95 now, and the same statement was made anew for 9761 to 9772.

Maker of controls, a rival that enters one region

* losses: the station names the planted rival in at least 11 of 12, and the rival's losses in the planted region are among those
  that chance does not explain in at least 10 of 12; twins: names any competitor in at most 1 of 20;
* visits: the rival's stock in that region in at least 11 of 12; twins: any stock in at most 1 of 20;
* scores: the largest gap is the planted rival's delivery in at least 11 of 12, and the flatterer is left out, alone, in at
  least 10 of 12; twins: a gap told in at most 1 of 20, a flatterer in at most 1 of 20;
* intelligence: both planted rumours are signals to act on in at least 10 of 12, and no signal mixes them with noise; twins: a
  signal to act on or to confirm in at most 1 of 20;
* room: the region with the wide market in at least 11 of 12.

The region that falls behind: power equipment at least 5 of 6, agricultural inputs (by what dealers sold on) at least 5 of 6;
twins of both together: any region in at most 1 of 20.
"""

import dataclasses
from functools import cache

import pytest

from helpers import diagnosis
from helpers.demo import heard
from helpers.demo.build import generate
from helpers.demo.market import markets
from helpers.diagnosis.competitors import findings as told
from helpers.diagnosis.competitors.compute import steps as compared
from helpers.diagnosis.intelligence.compute import steps as gathered
from helpers.diagnosis.regions import findings, found_market, found_visits
from helpers.diagnosis.regions.compute import steps as seen
from helpers.station import rules_for

pytestmark = pytest.mark.slow

SEEDS, LOSSES, TWINS = range(9741, 9753), range(9761, 9773), range(9701, 9721)
#: Parts that change nothing looked at here, and take time.
WITHOUT = {
    "costs",
    "ratings",
    "opportunity_snapshots",
    "contact_ratings",
    "problems",
    "surroundings",
    "blind_lists",
    "gut_list",
    "prospects",
    "survey",
    "interviews",
}
#: Further ones that the test of one question does not look at.
NO_VISITS = frozenset({"market_visits", "intelligence"})
ONLY_ORDERS = frozenset({"competitors", "contacts", "opportunities", "overload", "harvest_credit"})
RULES = {"draws": 200}


@cache
def made(industry, seed, signal=True, without=frozenset()):
    market = markets()[industry]
    kept = tuple(part for part in market.parts if part.name not in WITHOUT | without)
    market = dataclasses.replace(market, parts=kept)
    return generate(market, seed, signal)


def parts(steps, demo):
    return steps(demo.company, rules_for(diagnosis.STATION, demo.company, RULES))


@pytest.fixture(scope="module")
def firms():
    return [made("industrial_automation", seed) for seed in SEEDS]


@pytest.fixture(scope="module")
def twins():
    return [made("industrial_automation", seed, False) for seed in TWINS]


@pytest.mark.covers("1.6", "1.case")
def test_the_rival_is_named_by_losses_and_scores():
    firms = [made("industrial_automation", seed, without=NO_VISITS) for seed in LOSSES]
    losses = regions = gaps = flatterer = 0
    for demo in firms:
        entry, found = demo.truth["rival_entry"], parts(compared, demo)
        row, gap = told.worst(found), told.gap(found)
        losses += row is not None and row["competitor"] == entry["rival"]
        cells = found.wins.cells.query("p <= 0.05 and less < 0")
        regions += (entry["rival"], entry["region"]) in set(zip(cells["competitor"], cells["value"], strict=True))
        gaps += gap is not None and gap.subject == f"{entry['rival']} 交期"
        out = found.bench.flattery
        flatterer += list(out.loc[out["left_out"], "rater"]) == list(demo.truth["competitors"]["flattery"])
    print(f"losses {losses}, regions {regions}, gaps {gaps}, flatterer {flatterer} of {len(firms)}")
    assert losses >= 11 and regions >= 10 and gaps >= 11 and flatterer >= 10


@pytest.mark.covers("1.6")
def test_twins_have_no_rival_gap_or_flatterer(twins):
    losses = gaps = flatterer = 0
    for demo in twins:
        found = parts(compared, demo)
        losses += told.losing(found) is not None
        gaps += told.gap(found) is not None
        flatterer += told.flattery(found) is not None
    print(f"twins: losses {losses}, gaps {gaps}, flatterer {flatterer} of {len(twins)}")
    assert losses <= 1 and gaps <= 1 and flatterer <= 1


@pytest.mark.covers("1.4", "1.5", "1.case")
def test_visits_see_the_stock_and_the_wide_market_is_found(firms):
    stock = room = 0
    for demo in firms:
        entry, found = demo.truth["rival_entry"], parts(seen, demo)
        one, two = found_visits.stock(found), found_market.room(found)
        stock += one is not None and one.subject == f"{entry['region']} {entry['rival']}"
        room += two is not None and two.subject in demo.truth["regions"]["wider"]
    print(f"stock {stock}, room {room} of {len(firms)}")
    assert stock >= 11 and room >= 11


@pytest.mark.covers("1.4", "1.5")
def test_twins_show_no_stock_and_no_region_behind(twins):
    stock = behind = 0
    for demo in twins:
        found = parts(seen, demo)
        stock += found_visits.stock(found) is not None
        behind += findings.behind(found) is not None
    print(f"twins: stock {stock}, behind {behind} of {len(twins)}")
    assert stock <= 1 and behind <= 1


def story(said):
    """Which planted rumour an entry is, by the words of its template; empty for noise."""
    import re

    for name, templates in (("stock", heard.STOCK), ("put_off", heard.PUT_OFF)):
        for template in templates:
            if all(part in said for part in re.split(r"\{[a-z]+\}", template) if len(part) > 1):
                return name
    return ""


@pytest.mark.covers("1.14", "1.case")
def test_planted_rumours_become_signals_without_noise(firms):
    both = mixed = 0
    for demo in firms:
        found = parts(gathered, demo)
        act = found.signals[found.signals["state"] == "act"]
        names = set()
        for number in act["signal"]:
            stories = [story(said) for said in found.entries["said"][found.clusters.labels == number]]
            names |= set(stories)
            mixed += len(set(stories)) > 1
        both += {"stock", "put_off"} <= names
    print(f"both {both} of {len(firms)}, mixed {mixed}")
    assert both >= 10 and mixed <= 1


@pytest.mark.covers("1.14")
def test_twins_give_no_signal(twins):
    alarms = sum(bool(parts(gathered, demo).signals["state"].isin(["act", "confirm"]).any()) for demo in twins)
    print(f"twins: signals {alarms} of {len(twins)}")
    assert alarms <= 1


@pytest.mark.covers("1.5")
@pytest.mark.parametrize("industry", ["power_equipment", "agricultural_inputs"])
def test_the_region_that_falls_behind_is_named(industry):
    named = 0
    for seed in range(9721, 9727):
        demo = made(industry, seed, without=ONLY_ORDERS)
        found = findings.behind(parts(seen, demo))
        named += found is not None and found.subject == demo.truth["group_shift"]["value"]
    print(f"{industry}: named {named} of 6")
    assert named >= 5


@pytest.mark.covers("1.5")
def test_no_region_of_their_twins_is_named():
    alarms = 0
    for industry in ("power_equipment", "agricultural_inputs"):
        for seed in range(9721, 9731):
            alarms += findings.behind(parts(seen, made(industry, seed, False, ONLY_ORDERS))) is not None
    print(f"alarms {alarms} of 20")
    assert alarms <= 1
