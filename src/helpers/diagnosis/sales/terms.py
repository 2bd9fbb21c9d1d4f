"""Words of what the orders say: titles of tables and columns, names of months, bridge items and groups."""

from __future__ import annotations

from helpers.diagnosis.frames import interval
from helpers.language import Message, msg
from helpers.station import Column

MONTHS = (
    msg("January"),
    msg("February"),
    msg("March"),
    msg("April"),
    msg("May"),
    msg("June"),
    msg("July"),
    msg("August"),
    msg("September"),
    msg("October"),
    msg("November"),
    msg("December"),
)

BRIDGE: dict[str, Message] = {
    "before": msg("Period before"),
    "lost_customers": msg("Lost customers"),
    "new_customers": msg("New customers"),
    "lost_products": msg("Products not bought any more"),
    "new_products": msg("Products not bought before"),
    "volume": msg("Volume"),
    "mix": msg("Mix"),
    "price": msg("Price"),
    "services": msg("Freight, fees, discounts"),
    "unpriced": msg("No product or quantity"),
    "returns": msg("Returns"),
    "after": msg("Period after"),
}
#: The same within a sentence.
BRIDGE_CALLED: dict[str, Message] = BRIDGE | {
    "lost_customers": msg("lost customers"),
    "new_customers": msg("new customers"),
    "lost_products": msg("products not bought any more"),
    "new_products": msg("products not bought before"),
    "volume": msg("volume"),
    "mix": msg("mix"),
    "price": msg("price"),
    "services": msg("freight, fees, discounts"),
    "unpriced": msg("sales without product or quantity"),
    "returns": msg("returns"),
}

ATTRIBUTES: dict[str, Message] = {
    "customers.region": msg("Region"),
    "customers.industry": msg("Customers' industry"),
    "products.line": msg("Product line"),
}

ORIGINS: dict[str, Message] = {
    "new": msg("Won within the data"),
    "before": msg("Customer before the data begin"),
    "burn_in": msg("First seen in the data's first months, entry date unknown"),
}

#: The second of them where no customer has an entry date.
UNDATED = msg("Customer before the data begin (not known: no entry dates)")

KINDS: dict[str, Message] = {"new": msg("New"), "lost": msg("Lost"), "kept": msg("Kept")}

#: Those not told one by one in the table of who explains the change, by whether they bring more.
OTHERS: dict[bool, Message] = {False: msg("All others that bring less"), True: msg("All others that bring more")}

SETS: dict[str, Message] = {"all": msg("All customers with positive revenue"), "repeat": msg("Without one-time buyers")}

TITLES: dict[str, Message] = {
    "trend": msg("Monthly revenue taken apart"),
    "season": msg("Effect of each month of the year"),
    "level_shift": msg("Step in the level of revenue"),
    "shift_origin": msg("Where the step came from"),
    "concentration": msg("Concentration of revenue over customers"),
    "concentration_curve": msg("Customers from largest to smallest"),
    "cohorts": msg("Cohorts: who still buys"),
    "retention": msg("All new customers by age"),
    "origins": msg("Who counts as a new customer"),
    "bridge": msg("From one period's revenue to the next"),
    "bridge_lines": msg("Volume, mix and price by product line"),
    "price_products": msg("Price effect by product"),
    "customer_changes": msg("Change by customer"),
    "customer_movers": msg("Who explains the change"),
}

COLUMNS: dict[str, dict[str, Column]] = {
    "trend": {
        "month": Column(msg("Month"), "month"),
        "net": Column(msg("Net revenue"), "money"),
        "trend": Column(msg("Trend"), "money"),
        "adjusted": Column(msg("Adjusted for season and holidays"), "money"),
        "seasonal": Column(msg("Season's factor"), "ratio"),
        "festival": Column(msg("Festival's factor"), "ratio"),
        "remainder": Column(msg("Remainder's factor"), "ratio"),
        "working_days": Column(msg("Working days"), "count"),
        "festival_days": Column(msg("Days of the Spring Festival pause"), "count"),
    },
    "season": {
        "number_name": Column(msg("Month of the year")),
        "number": Column(msg("Number of the month"), "count"),
        "effect": Column(msg("Above or below an average month"), "share"),
        **interval("share"),
    },
    "level_shift": {
        "month": Column(msg("First month at the new level"), "month"),
        "first": Column(msg("Not before"), "month"),
        "last": Column(msg("Not after"), "month"),
        "effect": Column(msg("Step"), "share"),
        **interval("share"),
        "monthly": Column(msg("Money a month"), "money"),
        "monthly_low": Column(msg("Money a month, from"), "money"),
        "monthly_high": Column(msg("Money a month, to"), "money"),
        "p_value": Column(msg("How often chance alone does this"), "share"),
    },
    "shift_origin": {
        "attribute": Column(msg("Seen by")),
        "value": Column(msg("Group")),
        "without": Column(msg("A month now, were there no step"), "money"),
        "change": Column(msg("Step a month"), "money"),
        "part": Column(msg("Part of the step"), "share"),
        "weight": Column(msg("Part of the revenue before it"), "share"),
    },
    "concentration": {
        "set": Column(msg("Who is counted")),
        "customers": Column(msg("Customers"), "count"),
        "net": Column(msg("Net revenue"), "money"),
        "half": Column(msg("Customers for half of the revenue"), "count"),
        "half_low": Column(msg("Customers for half, from"), "count"),
        "half_high": Column(msg("Customers for half, to"), "count"),
        "top_customers": Column(msg("Customers in the largest fifth"), "count"),
        "top": Column(msg("Revenue share of the largest fifth"), "share"),
        "top_low": Column(msg("Share of the largest fifth, from"), "share"),
        "top_high": Column(msg("Share of the largest fifth, to"), "share"),
        "largest": Column(msg("Share of the largest"), "share"),
        "gini": Column(msg("Gini coefficient"), "ratio"),
        "gini_low": Column(msg("Gini, from"), "ratio"),
        "gini_high": Column(msg("Gini, to"), "ratio"),
        "hhi": Column(msg("Herfindahl-Hirschman index"), "number"),
        "hhi_low": Column(msg("HHI, from"), "number"),
        "hhi_high": Column(msg("HHI, to"), "number"),
    },
    "concentration_curve": {
        "rank": Column(msg("Rank"), "count"),
        "customer": Column(msg("Customer code"), "id"),
        "name": Column(msg("Name")),
        "net": Column(msg("Net revenue"), "money"),
        "share": Column(msg("Share of revenue"), "share"),
        "customer_share": Column(msg("Share of customers so far"), "share"),
        "cumulative": Column(msg("Share of revenue so far"), "share"),
        "purchase_days": Column(msg("Days with a purchase in all of the data"), "count"),
    },
    "cohorts": {
        "cohort": Column(msg("Quarter of the first purchase")),
        "quarter": Column(msg("Quarters later"), "count"),
        "customers": Column(msg("Customers"), "count"),
        "active": Column(msg("Of them buying"), "count"),
        "share": Column(msg("Share buying"), "share"),
        **interval("share"),
    },
    "origins": {
        "origin": Column(msg("Group")),
        "customers": Column(msg("Customers"), "count"),
    },
    "bridge": {
        "item": Column(msg("Item")),
        "amount": Column(msg("Amount"), "money"),
        "share": Column(msg("As a share of the period before"), "share"),
    },
    "bridge_lines": {
        "line": Column(msg("Product line")),
        "before": Column(msg("Kept customers and products, before"), "money"),
        "volume": Column(msg("Volume"), "money"),
        "mix": Column(msg("Mix"), "money"),
        "price": Column(msg("Price"), "money"),
        "after": Column(msg("Kept customers and products, after"), "money"),
    },
    "price_products": {
        "product": Column(msg("Product code"), "id"),
        "name": Column(msg("Name")),
        "line": Column(msg("Product line")),
        "at_old_prices": Column(msg("Today's quantities at the former prices"), "money"),
        "price": Column(msg("Price effect"), "money"),
        "change": Column(msg("Price change"), "share"),
        "buyers": Column(msg("Customers of both periods"), "count"),
        "less": Column(msg("Of them pay less"), "count"),
    },
    "customer_changes": {
        "customer": Column(msg("Customer code"), "id"),
        "name": Column(msg("Name")),
        "kind": Column(msg("Group")),
        "before": Column(msg("Sales before, without returns"), "money"),
        "after": Column(msg("Sales after, without returns"), "money"),
        "change": Column(msg("Change"), "money"),
        "price": Column(msg("Of which price"), "money"),
    },
    "customer_movers": {
        "name": Column(msg("Customer or group")),
        "customers": Column(msg("Customers"), "count"),
        "before": Column(msg("Net revenue before"), "money"),
        "after": Column(msg("Net revenue after"), "money"),
        "change": Column(msg("Change"), "money"),
        "gross": Column(msg("Part of all falls (or gains)"), "share"),
        "net": Column(msg("Part of the firm's change"), "share"),
    },
}
#: What the adjusted revenue is called where no calendar of holidays is used.
SEASON_ONLY = Column(msg("Adjusted for season"), "money")
#: Where products have no lines each is a line of its own, and the table of lines is one of products.
UNLINED = (msg("Volume, mix and price by product"), Column(msg("Product")))
COLUMNS["retention"] = {name: column for name, column in COLUMNS["cohorts"].items() if name != "cohort"}
