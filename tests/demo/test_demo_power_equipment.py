"""A maker of power equipment: a rater who knows nothing, an overloaded salesperson, a competitor's gap, a region that
falls behind, dark horses.

Rates stated before looking (held-out seeds 9601 to 9612; twins 9601 to 9620). Earlier seeds were looked at while the firm
still changed: on 9201 to 9220 all held but those of the region (8 of 12, and 2 alarms of 20 at 5 %), so that it has fewer
orders now instead of smaller ones, which the least quantity of dear goods had blurred, and its test works at 2 %; on 9401 to
9420 all held; after that projects began to run before the period does, so that the first year is no ramp.

Relationship judgements (do a rater's support scores, given before a project, go with winning it?)

* naive (trust the rater whose sources are graded most reliable): trusts the one who knows nothing in at least 11 of 12;
* sound (difference of the raters' areas under the ROC curve, errors clustered by customer, 2 %): names the salespersons in at
  least 11 of 12; twins: names anybody in at most 1 of 20.

Overloaded salesperson

* naive (rank salespersons by revenue): the true one is among the three best in at least 10 of 12;
* sound (share of accounts lost, Fisher's test for each salesperson, Holm 5 %): names the true one in at least 10 of 12, and
  of the true one's lost accounts at least 80 % had no visit in the last 18 months; twins: anybody in at most 1 of 20.

Competitor's gap

* naive (the competitor on most lost projects): names another one in at least 11 of 12;
* sound (win rate by competitor and product line, Fisher, Holm 5 %): the true pair in at least 11 of 12; twins: at most 1 of 20.

Region that falls behind

* naive (does the firm's revenue fall from 2023 to 2025?): sees nothing in at least 11 of 12;
* sound (each customer's own change, Mann-Whitney by region, Holm 2 %): the true region in at least 10 of 12; twins: at most
  1 of 20.

Dark horses

* sound (the 15 customers with the fastest growth among those with six orders in the year before): at least 60 % of the planted;
* naive (the 15 customers with the most revenue): at most 25 %;
* twins: a customer is called an outlier of growth (modified z score above 3.5) in at most 5 %.
"""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

pytestmark = pytest.mark.slow

INDUSTRY = "power_equipment"
SEEDS, TWINS = range(9601, 9613), range(9601, 9621)
WITHOUT = ("costs", "ratings", "competitors", "opportunity_snapshots")
OWNER, SERVICE = "owner", "服务部·郑国强"
LEAST = 6


def table(demo, name):
    return demo.company.frames[name]


# --- raters -----------------------------------------------------------------------------------------------------------


def rated(demo):
    """Won and lost projects with what the salesperson and the service engineer thought of the customer's people before.

    ``won``, and per rater the mean of the latest support scores given before the project was entered.
    """
    contacts, ratings = table(demo, "contacts"), table(demo, "contact_ratings")
    ended = table(demo, "opportunities").query("status in ['won', 'lost']")
    scores = ratings.merge(contacts[["contact", "customer"]], on="contact")
    owner = scores["customer"].map(table(demo, "customers").set_index("customer")["owner"])
    scores["who"] = np.where(scores["rater"] == owner, OWNER, scores["rater"])
    mean = scores.groupby(["who", "customer", "date"])["support"].mean().rename("support").reset_index()
    found = ended[["opportunity", "customer", "created_on", "status"]].sort_values("created_on", kind="stable")
    for who, part in mean.groupby("who"):
        part = part.sort_values("date").rename(columns={"support": who})
        found = pd.merge_asof(
            found, part[["customer", "date", who]], left_on="created_on", right_on="date", by="customer"
        ).drop(columns="date")
    return found.dropna().assign(won=lambda f: f["status"] == "won")


def discrimination(found, raters):
    """Area under the ROC curve of each rater, and the standard error of their difference where several projects are
    one customer's (Obuchowski 1997, Biometrics 53:567: DeLong's components summed by cluster)."""
    won, lost = found[found["won"]], found[~found["won"]]
    areas, parts = [], []
    for who in raters:
        a, b = won[who].to_numpy()[:, None], lost[who].to_numpy()[None, :]
        better = (a > b) + 0.5 * (a == b)
        area = better.mean()
        own = pd.concat(
            [
                pd.Series((better.mean(axis=1) - area) / len(won), index=won["customer"]),
                pd.Series((better.mean(axis=0) - area) / len(lost), index=lost["customer"]),
            ]
        )
        areas.append(float(area))
        parts.append(own.groupby(level=0).sum())
    return areas, float(np.sqrt(((parts[0] - parts[1]) ** 2).sum()))


def weaker(demo, alpha=0.02):
    """The rater whose scores go significantly less with wins than the other's, if any; and both areas."""
    found, raters = rated(demo), [OWNER, SERVICE]
    areas, error = discrimination(found, raters)
    p = 2 * stats.norm.sf(abs(areas[0] - areas[1]) / error)
    return (raters[int(np.argmin(areas))] if p < alpha else None), dict(zip(raters, areas, strict=True))


def trusted(demo):
    """The rater a reader would trust by the grades they give themselves: the largest share of reliable sources."""
    ratings = table(demo, "contact_ratings")
    who = np.where(ratings["rater"] == SERVICE, SERVICE, OWNER)
    return ratings["reliability"].isin(["A", "B"]).groupby(who).mean().idxmax()


# --- salesperson with too many accounts --------------------------------------------------------------------------------


def accounts(demo, end):
    """Regular customers of the year before the last 12 months began: ``owner, lost`` (nothing ordered in the last 180
    days), ``seen`` (contacts in the last 18 months), ``revenue``."""
    orders = table(demo, "orders")
    known = orders[orders["date"] < pd.Timestamp("2024-07-01")].groupby("customer")["doc_no"].nunique()
    regular = known[known >= 4].index
    last = orders[orders["amount"] > 0].groupby("customer")["date"].max()
    people = table(demo, "customers").set_index("customer").loc[regular]
    visits = table(demo, "activities").query("kind != 'complaint' and date >= '2024-04-01'").groupby("customer").size()
    revenue = orders.groupby("customer")["amount"].sum()
    return pd.DataFrame(
        {
            "owner": people["owner"],
            "region": people["region"],
            "lost": last.reindex(regular) < end - pd.Timedelta(days=180),
            "seen": visits.reindex(regular).fillna(0),
            "revenue": revenue.reindex(regular),
        }
    )


def losing(frame, alpha=0.05):
    """Salespersons who lose more accounts than the others: one-sided Fisher tests (Fisher 1935), Holm (1979)."""
    p = {}
    for owner, part in frame.groupby("owner"):
        rest = frame[frame["owner"] != owner]
        cells = [[part["lost"].sum(), (~part["lost"]).sum()], [rest["lost"].sum(), (~rest["lost"]).sum()]]
        p[owner] = stats.fisher_exact(cells, alternative="greater")[1]
    return holm(p, alpha)


def holm(p, alpha):
    """Names whose hypotheses are rejected (Holm 1979)."""
    found = []
    for rank, name in enumerate(sorted(p, key=lambda key: (p[key], key))):
        if p[name] > alpha / (len(p) - rank):
            break
        found.append(name)
    return found


# --- competitor's gap --------------------------------------------------------------------------------------------------


def gaps(demo, alpha=0.05):
    """Pairs of competitor and product line in which we win less than elsewhere: Fisher, one-sided, Holm."""
    ended = table(demo, "opportunities").query("status in ['won', 'lost']").dropna(subset=["competitor"])
    won, p = ended["status"] == "won", {}
    for pair, part in ended.groupby(["competitor", "line"]):
        inside = ended.index.isin(part.index)
        cells = [[sum(inside & ~won), sum(inside & won)], [sum(~inside & ~won), sum(~inside & won)]]
        p[pair] = stats.fisher_exact(cells, alternative="greater")[1]
    return holm(p, alpha)


def feared(demo):
    """The competitor that stands on most lost projects."""
    lost = table(demo, "opportunities").query("status == 'lost'")
    return lost["competitor"].value_counts().idxmax()


# --- region and dark horses --------------------------------------------------------------------------------------------


def behind(demo, alpha=0.02):
    """Regions whose customers' revenue from 2023 to 2025 changed for the worse against the others': one-sided
    Mann-Whitney tests of each customer's own change (Mann & Whitney 1947), Holm (1979)."""
    orders = table(demo, "orders")
    keys = [orders["customer"], orders["date"].dt.year]
    year = orders["amount"].astype(float).groupby(keys).sum().unstack()
    often = (orders.groupby(keys)["doc_no"].nunique().unstack()[[2023, 2025]] >= 3).all(axis=1)
    year = year[often & (year[2023] > 0) & (year[2025] > 0)]
    change = np.log(year[2025] / year[2023])
    region = change.index.map(table(demo, "customers").set_index("customer")["region"])
    p = {
        name: stats.mannwhitneyu(change[region == name], change[region != name], alternative="less").pvalue
        for name in sorted(set(region))
    }
    return holm(p, alpha)


def growth(demo, end):
    """Customers with orders in both of the last two years: logarithm of this year's revenue to the year before."""
    orders = table(demo, "orders")
    cut = end - pd.DateOffset(years=1)
    now = orders[orders["date"] > cut].groupby("customer")["amount"].sum().astype(float)
    before = orders[(orders["date"] <= cut) & (orders["date"] > cut - pd.DateOffset(years=1))]
    number = before.groupby("customer")["doc_no"].nunique()
    before = before.groupby("customer")["amount"].sum().astype(float)
    both = pd.DataFrame({"now": now, "before": before, "number": number}).dropna()
    both = both[(both["now"] > 0) & (both["before"] > 0) & (both["number"] >= LEAST)]
    return both.assign(ratio=np.log(both["now"] / both["before"]))


def racing(frame, limit=3.5):
    """Customers far above the others: modified z score beyond 3.5 (Iglewicz & Hoaglin 1993)."""
    middle = frame["ratio"].median()
    spread = 1.4826 * (frame["ratio"] - middle).abs().median()
    return frame.index[(frame["ratio"] - middle) / spread > limit]


# --- tests -------------------------------------------------------------------------------------------------------------


def test_the_sure_rater_knows_nothing(firms):
    found = [weaker(demo) for demo in firms]
    named, naive = sum(who == OWNER for who, _ in found), sum(trusted(demo) == OWNER for demo in firms)
    print(f"named {named}, trusted {naive} of {len(firms)}", [area for _, area in found])
    assert named >= 11
    assert naive >= 11


def test_no_rater_of_a_twin_is_worse(quiet_firms):
    alarms = sum(weaker(twin)[0] is not None for twin in quiet_firms)
    print(f"alarms {alarms} of {len(quiet_firms)}")
    assert alarms <= 0.05 * len(quiet_firms)


@pytest.mark.covers("3.case")
def test_lost_accounts_name_the_overloaded_salesperson(firms, end):
    named = best = gone = unseen = 0
    for demo in firms:
        true, frame = demo.truth["overload"]["owner"], accounts(demo, end)
        named += true in losing(frame)
        best += true in frame.groupby("owner")["revenue"].sum().sort_values(ascending=False).index[:3]
        lost = frame[(frame["owner"] == true) & frame["lost"]]
        gone += len(lost)
        unseen += int((lost["seen"] == 0).sum())
    print(f"named {named}, among the best {best} of {len(firms)}; without a visit {unseen} of {gone}")
    assert named >= 10
    assert best >= 10
    assert unseen >= 0.8 * gone


def test_no_salesperson_of_a_twin_is_blamed(quiet_firms, end):
    alarms = sum(bool(losing(accounts(twin, end))) for twin in quiet_firms)
    print(f"alarms {alarms} of {len(quiet_firms)}")
    assert alarms <= 0.05 * len(quiet_firms)


@pytest.mark.covers("3.case")
def test_win_rates_by_pair_show_the_gap(firms):
    found = naive = 0
    for demo in firms:
        true = demo.truth["rival_gap"]
        found += (true["rival"], true["line"]) in gaps(demo)
        naive += feared(demo) != true["rival"]
    print(f"found {found}, naive another {naive} of {len(firms)}")
    assert found >= 11
    assert naive >= 11


def test_a_twin_has_no_gap(quiet_firms):
    alarms = sum(bool(gaps(twin)) for twin in quiet_firms)
    print(f"alarms {alarms} of {len(quiet_firms)}")
    assert alarms <= 0.05 * len(quiet_firms)


@pytest.mark.covers("1.2")
def test_customers_own_changes_show_the_region_behind(firms):
    found = grew = 0
    for demo in firms:
        found += demo.truth["group_shift"]["value"] in behind(demo)
        orders = table(demo, "orders")
        year = orders["amount"].groupby(orders["date"].dt.year).sum()
        grew += bool(year[2025] > year[2023])
    print(f"found {found}, firm grew {grew} of {len(firms)}")
    assert found >= 10
    assert grew >= 11


def test_no_region_of_a_twin_is_behind(quiet_firms):
    alarms = sum(bool(behind(twin)) for twin in quiet_firms)
    print(f"alarms {alarms} of {len(quiet_firms)}")
    assert alarms <= 0.05 * len(quiet_firms)


@pytest.mark.covers("4.3")
def test_growth_finds_dark_horses_that_revenue_hides(firms, end):
    sound = naive = planted = 0
    for demo in firms:
        true, frame = set(demo.truth["take_off"]["codes"]), growth(demo, end)
        sound += len(true & set(frame.sort_values("ratio", ascending=False).index[:15]))
        revenue = table(demo, "orders").groupby("customer")["amount"].sum().sort_values(ascending=False)
        naive += len(true & set(revenue.index[:15]))
        planted += len(true)
    print(f"growth {sound / planted:.3f}, revenue {naive / planted:.3f} of {planted}")
    assert sound >= 0.60 * planted
    assert naive <= 0.25 * planted


def test_customers_of_twins_do_not_race(quiet_firms, end):
    frames = [growth(twin, end) for twin in quiet_firms]
    called, all_ = sum(len(racing(frame)) for frame in frames), sum(map(len, frames))
    print(f"called {called} of {all_}")
    assert called <= 0.05 * all_


def test_it_looks_like_such_a_firm(firms):
    for demo in firms:
        customers, orders, ended = (table(demo, name) for name in ("customers", "orders", "opportunities"))
        assert 380 <= len(customers) <= 460 and 9_000 <= len(orders) <= 18_000
        assert 0.15 <= 1 - orders["cost"].sum() / orders["amount"].sum() <= 0.32
        status = ended["status"].value_counts(normalize=True)
        assert 0.25 <= status["won"] <= 0.5 and status["lost"] > status["won"] * 0.8
        kept = table(demo, "invoices")["invoice_no"].str.endswith("-Z")
        assert 0.1 <= kept.mean() <= 0.4  # retention money
        won = ended[ended["status"] == "won"]
        assert (won["closed_on"] >= won["created_on"]).all()


def test_a_twin_s_truth_is_that_nothing_happened(quiet_firms):
    facts = ("overload", "group_shift", "rival_gap", "take_off", "left", "stopped", "untapped")
    for twin in quiet_firms:
        assert not any(twin.truth[fact] for fact in facts)
        assert len({judge["sees"] for judge in twin.truth["contact_ratings"]["judges"]}) == 1
