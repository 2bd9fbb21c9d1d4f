"""Competitors: gaps with flattery taken out, the map, wins and losses."""

import numpy as np
import pandas as pd
import pytest
from judged_firms import DAY, scored, with_tables

from helpers import diagnosis, station
from helpers.diagnosis.competitors.benchmark import benchmark
from helpers.diagnosis.competitors.correspondence import correspondence, stands_for
from helpers.diagnosis.competitors.winloss import winloss
from helpers.quantity import Quantity

TRUE = {
    "Us": {"price": 7.0, "delivery": 4.0, "service": 7.0, "brand": 5.0},
    "Rival": {"price": 6.0, "delivery": 8.0, "service": 6.0, "brand": 5.0},
    "Other": {"price": 5.0, "delivery": 5.0, "service": 4.0, "brand": 8.0},
}


def bench(**more):
    return benchmark(with_tables(competitors=scored(TRUE, **more)).table("competitors"))


@pytest.mark.covers("1.6")
def test_gaps_are_true_though_one_rater_flatters_and_all_lean():
    found = bench(leans={"A": 0.0, "B": 1.0, "C": -1.0, "D": 0.0}, flattery={"D": 2.0})
    assert list(found.flattery.loc[found.flattery["left_out"], "rater"]) == ["D"]
    gaps = found.gaps.set_index(["competitor", "criterion"])
    assert gaps.loc[("Rival", "delivery"), "gap"] == pytest.approx(-4) and gaps.iloc[0].name == ("Rival", "delivery")
    assert gaps.loc[("Rival", "delivery"), "plain"] == pytest.approx(-3.5)
    assert gaps.loc[("Other", "brand"), "gap"] == pytest.approx(-3)


@pytest.mark.covers("1.6")
def test_with_two_raters_nobody_is_called_a_flatterer():
    found = bench(leans={"A": 0.0, "B": 0.0}, flattery={"B": 2.0}, noise=0.4)
    assert not found.flattery["left_out"].any()


@pytest.mark.covers("1.6")
def test_weights_are_shared_points_and_order_gaps():
    """Delivery weighs nothing: the worst gap is brand then."""
    heavy = {"price": 30, "delivery": 0, "service": 30, "brand": 40}
    found = bench(leans={"A": 0, "B": 0, "C": 0}, noise=0.3, weights=heavy)
    assert found.weighted and found.weights.set_index("criterion")["weight"].to_dict() == pytest.approx(
        {name: value / 100 for name, value in heavy.items()}
    )
    assert tuple(found.gaps.iloc[0][["competitor", "criterion"]]) == ("Other", "brand")
    same = {"price": 3, "delivery": 0, "service": 3, "brand": 4}  # not a hundred: brought to one
    assert bench(leans={"A": 0, "B": 0, "C": 0}, noise=0.3, weights=same).weights["weight"].sum() == pytest.approx(1)


@pytest.mark.covers("1.6")
def test_a_region_s_gap_stands_beside_that_of_all_regions():
    everywhere = scored(TRUE, {"A": 0, "B": 0, "C": 0}, noise=0.3)
    local = {"Us": TRUE["Us"] | {"delivery": 3.0}, "Rival": TRUE["Rival"] | {"delivery": 9.0}}
    there = scored(local, {"A": 0, "B": 0, "C": 0}, noise=0.3).assign(region="East")
    rows = pd.concat([everywhere, there], ignore_index=True)
    found = benchmark(with_tables(competitors=rows).table("competitors")).regions.iloc[0]
    assert (found["region"], found["criterion"]) == ("East", "delivery")
    assert found["gap"] == pytest.approx(-6, abs=0.8) and found["elsewhere"] == pytest.approx(-4, abs=0.8)


@pytest.mark.covers("1.6")
def test_correspondence_of_greenacre_s_smokers():
    """Greenacre 1984, staff groups by smoking: inertia .0852, axes 87.8 % and 11.8 %."""
    table = pd.DataFrame(
        [[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]],
        index=["SM", "JM", "SE", "JE", "SC"],
        columns=["none", "light", "medium", "heavy"],
    )
    found = correspondence(table)
    assert found.inertia == pytest.approx(0.0852, abs=5e-5)
    assert found.shown == pytest.approx((0.878, 0.118), abs=5e-4)
    first = found.points[found.points["kind"] == "firm"].set_index("name")["x"]
    expected = pd.Series({"SM": -0.0658, "JM": 0.2590, "SE": -0.3806, "JE": 0.2330, "SC": -0.2011})
    assert np.allclose(np.abs(first), np.abs(expected), atol=5e-4)
    shuffled = correspondence(table.iloc[::-1])
    assert shuffled.inertia == pytest.approx(found.inertia)


@pytest.mark.covers("1.6")
def test_no_map_without_differences_or_of_two_firms():
    same = pd.DataFrame(np.full((4, 4), 6.0))
    assert correspondence(same) is None and correspondence(same.head(2)) is None
    values = pd.DataFrame(TRUE).T
    errors = values * 0 + 0.3
    named = stands_for(values, errors).set_index("firm")["criterion"]
    assert named["Rival"] == "delivery" and named["Other"] == "brand"
    assert stands_for(values * 0 + 6, errors)["criterion"].isna().all()


def deals(rows):
    """Projects ``(competitor, region, line, won, lost)``."""
    made = [
        {"competitor": rival, "region": region, "line": line, "status": status, "amount": 100_00}
        for rival, region, line, won, lost in rows
        for status, number in (("won", won), ("lost", lost))
        for _ in range(number)
    ]
    frame = pd.DataFrame(made)
    return frame.assign(
        closed_on=pd.Timestamp("2025-06-30"), lost_reason=np.where(frame["status"] == "lost", "delivery", None)
    )


@pytest.mark.covers("1.6")
def test_wins_and_losses_are_counted_and_the_odd_cell_comes_first():
    table = deals(
        [("R", "East", "a", 4, 36), ("R", "West", "a", 20, 20), ("S", "East", "b", 20, 20), ("S", "West", "b", 20, 22)]
    )
    found = winloss(table, pd.Timestamp(DAY).date())
    assert found.ended == found.named == 162
    rivals = found.rivals.set_index("competitor")
    assert (rivals.loc["R", "won"], rivals.loc["R", "lost"]) == (24, 56)
    n, p, z = 82, 40 / 82, 1.959964  # Wilson's interval by hand
    middle, reach = (
        (p + z * z / 2 / n) / (1 + z * z / n),
        z * np.sqrt(p * (1 - p) / n + (z / 2 / n) ** 2) / (1 + z * z / n),
    )
    assert (rivals.loc["S", "low"], rivals.loc["S", "high"]) == pytest.approx((middle - reach, middle + reach))
    cell = found.cells.iloc[0]
    assert (cell["by"], cell["competitor"], cell["value"]) == ("region", "R", "East")
    assert cell["missed"] == round((60 / 122 - 0.1) * 40 * 100_00)


@pytest.mark.covers("1.6")
def test_the_station_tells_the_cell_not_the_whole_rival():
    rows = deals(
        [("R", "East", "a", 4, 36), ("R", "West", "a", 20, 20), ("S", "East", "b", 20, 20), ("S", "West", "b", 20, 22)]
    )
    firm = with_tables()
    people = firm.table("customers").set_index("customer")["region"]
    rows["customer"] = [people.index[people == region][0] for region in rows["region"]]
    rows["opportunity"] = [f"X{i}" for i in range(len(rows))]
    rows = rows.drop(columns="region").assign(name="p", created_on=pd.Timestamp("2025-01-31"))
    result = station.run(diagnosis.STATION, with_tables(firm, opportunities=rows), {"draws": 200}, store=False)
    found = result.finding("competitors.losing")
    assert found.subject == "R East" and found.quantities["rate"].value == pytest.approx(0.1)
    assert "{" not in found.advise("zh")
    # it was tested against all other projects, also those of another rival there: it says so
    assert "all other projects" in found.say("en") and "其余所有" in found.say("zh")
    for lang in ("zh", "en"):  # a picture by region is named by regions and not by one rival
        title = diagnosis.plot_region_rivals(result, lang).alt
        rates = result["region_rivals"].set_index("region")["rate"]
        assert title != found.say(lang) and "East" in title
        assert Quantity(rates["East"], "share").render(lang) in title


def test_words_beside_a_row_do_not_lie_on_the_dashed_line():
    from helpers import style
    from helpers.diagnosis import dots

    with style.canvas((9.0, 3.0)) as (fig, ax):
        dots.rows(ax, ["a", "b"], [0.1, 0.3], [0.05, 0.2], [0.28, 0.4], say=lambda at: "22 won, 84 lost", line=0.32)
        ax.set_xlim(0, 0.6)
        dots.room(ax, 0.2)
        fig.draw_without_rendering()
        at = ax.transData.transform((0.32, 0))[0]
        assert all(not box.x0 <= at <= box.x1 for box in (text.get_window_extent() for text in ax.texts))
