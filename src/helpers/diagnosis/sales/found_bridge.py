"""Findings on the price-volume-mix bridge."""

from __future__ import annotations

from helpers.diagnosis.sales.bridge import ITEMS
from helpers.diagnosis.sales.movers import LEAST
from helpers.diagnosis.sales.parts import Parts
from helpers.diagnosis.sales.terms import BRIDGE_CALLED
from helpers.finding import Action, Confidence, Finding
from helpers.language import Message, msg
from helpers.quantity import Quantity

SOURCE = "Horngren, Datar and Rajan, Cost Accounting: A Managerial Emphasis, 14th ed."

#: What to do about the item that takes most away.
LOSSES: dict[str, Message] = {
    "lost_customers": msg(
        "The largest customer lost is {name} ({name_loss}): ask it and the next in line why they left, and whether they can be won back."
    ),
    "lost_products": msg(
        "Find out for each of the {gone} products not bought any more whether it was taken out, and then whether its customers were offered a successor, or why nobody asks for it; the largest is {product} ({product_loss})."
    ),
    "volume": msg(
        "Volume fell most in {line} ({line_loss}): ask the customers who buy less there who supplies the rest."
    ),
    "mix": msg(
        "Mix takes most in {line} ({line_loss}): cheaper products or customers gain weight there. Check whether they are meant to."
    ),
    "price": msg("See in the tables of the bridge which customers pay less than before, and who agreed to it."),
    "services": msg(
        "Freight, fees and discounts together bring {act} less than before: see which customers pay no freight any more, or get more discount, and who agreed to it."
    ),
    "returns": msg("Returns grew by {act}: sort them by product and reason first."),
    "unpriced": msg("Lines without product or quantity cannot be explained: have them filled in."),
}

#: Products not bought any more, or customers lost, that are looked at one by one; of more, the largest are.
FEW = 10
MANY_GONE = msg(
    "Of {gone} products not bought any more, the {few} largest held {part} of the revenue that went with them: find out for these whether they were taken out, and then whether their customers were offered a successor, or why nobody asks for them; first {product} ({product_loss})."
)
MANY_LOST = msg(
    "{lost} customers left with {act}; the {few} largest of them held {part} of it: ask these why they left and whether they can be won back, first {name} ({name_loss})."
)
#: One customer that carries so large a part of the price effect is named in the claim.
CARRIES = 0.5


def change(parts: Parts, asked: bool = False) -> Finding | None:
    """How much revenue changed, what drove it, who carries much of it, and what takes most away; ``asked``: another
    finding sends people to the customer that carries the fall."""
    found = parts.bridge
    if found is None or (found.before == 0 and found.after == 0):
        return None
    items = found.items
    losses = {name: amount for name, amount in items.items() if amount < 0 and name in LOSSES}
    made_up = _made_up(items)
    given = [name for name in ITEMS if found.change > 0 or name not in made_up]
    driver = max(
        given, key=lambda name: (abs(items[name]) if items[name] * found.change > 0 else -1, -ITEMS.index(name))
    )
    quantities = {
        "end": Quantity(parts.now.iso[1], "date"),
        "change": parts.money(abs(found.change)),
        "rate": Quantity(abs(found.change) / found.before, "share") if found.before > 0 else Quantity(None, "share"),
        "months": Quantity(parts.rules["bridge_months"], "months"),
        "amount": parts.money(items[driver]),
        "unexplained": parts.money(abs(items["unpriced"])),
    }
    words = {"driver": BRIDGE_CALLED[driver]}
    if found.change == 0:
        claim = msg("Revenue of the {months} months to {end} equals that of the {months} before to the cent.")
    elif driver == "unpriced" and found.change > 0:
        claim = msg(
            "Revenue of the {months} months to {end} rose by {change} ({rate}) against the {months} before; {unexplained} of it cannot be explained without product and quantity."
        )
    elif driver == "unpriced":
        claim = msg(
            "Revenue of the {months} months to {end} fell by {change} ({rate}) against the {months} before; {unexplained} of it cannot be explained without product and quantity."
        )
    elif found.change > 0 and made_up and driver == "new_products":
        claim = msg("Revenue of the {months} months to {end} rose by {change} ({rate}) against the {months} before.")
    elif found.change > 0 and losses and not made_up:
        claim = msg(
            "Revenue of the {months} months to {end} rose by {change} ({rate}) against the {months} before; the largest gain is {driver} with {amount}, the largest loss {worst} with {loss}.",
            **words,
            worst=BRIDGE_CALLED[min(losses, key=lambda name: (losses[name], ITEMS.index(name)))],
        )
    elif found.change > 0:
        claim = msg(
            "Revenue of the {months} months to {end} rose by {change} ({rate}) against the {months} before; the largest part is {driver}: {amount}.",
            **words,
        )
    else:
        claim = msg(
            "Revenue of the {months} months to {end} fell by {change} ({rate}) against the {months} before; the largest part is {driver}: {amount}.",
            **words,
        )
    losses = {name: amount for name, amount in losses.items() if name not in made_up}
    if losses:
        quantities["loss"] = parts.money(-min(losses.values()))
    if made_up:
        claim = _told(parts, claim, made_up, losses, quantities)
    claim, action, stake, spread = _who(parts, claim, quantities), None, None, False
    if losses:
        worst = min(losses, key=lambda name: (losses[name], ITEMS.index(name)))
        stake = quantities["act"] = parts.money(-losses[worst])
        action = Action(LOSSES[worst], 60)
        if worst == "lost_customers":
            left = found.customers[found.customers["kind"] == "lost"]
            first = left.iloc[0]
            quantities["lost"], quantities["few"] = Quantity(len(left), "count"), Quantity(FEW, "count")
            quantities["part"] = Quantity(float(left["before"].head(FEW).sum() / left["before"].sum()), "share")
            if len(left) > FEW:
                action = Action(MANY_LOST, 60)
            # many small ones beside a rise: to ask them is a habit, and no thing to do first
            spread = found.change > 0 and int(first["before"]) < LEAST * found.before
            quantities["name"] = Quantity(parts.names.get(first["customer"], first["customer"]), "text")
            quantities["name_loss"] = parts.money(int(first["before"]))
        if worst == "lost_products":
            gone = found.dropped["before"]
            first = found.dropped.iloc[0]
            quantities["gone"], quantities["few"] = Quantity(len(gone), "count"), Quantity(FEW, "count")
            quantities["part"] = Quantity(float(gone.head(FEW).sum() / gone.sum()), "share")
            quantities["product"] = Quantity(parts.goods.get(first["product"], first["product"]), "text")
            quantities["product_loss"] = parts.money(int(first["before"]))
            if len(gone) > FEW:
                action = Action(MANY_GONE, 60)
        if worst in ("volume", "mix"):
            line = found.lines.sort_values([worst, "line"], kind="stable").iloc[0]
            quantities["line"] = Quantity(parts.goods.get(line["line"], line["line"]), "text")
            quantities["line_loss"] = parts.money(-int(line[worst]))
    fell = None if asked else parts.mover(up=False)
    if fell is not None and (stake is None or -fell.change >= stake.value):
        stake, action, spread = quantities["who_loss"], Action(ASK_WHO, 30), False
    return Finding(
        id="diagnosis.bridge.change",
        subject="revenue",
        period=(parts.then.iso[0], parts.now.iso[1]),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "high", msg("The items add up to the change to the cent; they are counted from all orders, not estimated.")
        ),
        evidence=("table:bridge", "table:bridge_lines", "table:customer_movers", "figure:bridge"),
        method=msg("Price-volume-mix bridge with customers and products won and lost as items of their own"),
        source=SOURCE,
        at_stake=stake,
        action=action,
        descriptive=spread,
    )


def _made_up(items: dict[str, int]) -> list[str]:
    """Losses that products not bought before make up for: customers who stayed buy those instead, nothing to mend."""
    gone, found = 0, []
    for name in ("lost_products", "volume"):
        gone -= min(items[name], 0)
        if items["new_products"] < gone:
            break
        if items[name] < 0:
            found.append(name)
    return found


def _told(parts: Parts, claim: Message, made_up: list[str], losses: dict[str, int], quantities) -> Message:
    """The claim, what is made up for by products not bought before, and the largest loss beside it."""
    items = parts.bridge.items
    quantities["new"] = parts.money(items["new_products"])
    quantities["over"] = parts.money(-sum(items[name] for name in made_up))
    what = BRIDGE_CALLED[made_up[0]] if len(made_up) == 1 else BOTH_GONE
    if not losses:
        return msg("{said} Products not bought before ({new}) make up for {what} ({over}).", said=claim, what=what)
    worst = BRIDGE_CALLED[min(losses, key=lambda name: (losses[name], ITEMS.index(name)))]
    return msg(
        "{said} Products not bought before ({new}) make up for {what} ({over}); the largest loss beside is {worst} with {loss}.",
        said=claim,
        what=what,
        worst=worst,
    )


#: Products that went and less of those that stayed, within a sentence.
BOTH_GONE = msg("products not bought any more and smaller volume together")

#: What to do where one customer carries a large part of all falls.
ASK_WHO = msg(
    "Ask {who} first, in person: why it went from {who_before} to {who_after}, who supplies the rest now, and what can be kept or won back. Until then plan without it."
)


def fallen(parts: Parts) -> dict[str, Quantity]:
    """Name and numbers of the one customer that carries a large part of all falls, empty where none does."""
    mover = parts.mover(up=False)
    if mover is None:
        return {}
    return {
        "who": Quantity(mover.name, "text"),
        "who_loss": parts.money(-mover.change),
        "who_part": Quantity(mover.part, "share"),
        "who_before": parts.money(mover.before),
        "who_after": parts.money(mover.after),
    }


def _who(parts: Parts, claim: Message, quantities: dict[str, Quantity]) -> Message:
    """The claim, and who carries a large part of the falls and of the gains; their numbers join ``quantities``."""
    up, fell = parts.mover(up=True), fallen(parts)
    quantities |= fell
    if fell:
        claim = msg("{said} {who} alone brings {who_loss} less, {who_part} of all falls.", said=claim)
    if up is not None:
        quantities |= {
            "up": Quantity(up.name, "text"),
            "up_gain": parts.money(up.change),
            "up_part": Quantity(up.part, "share"),
        }
        claim = msg("{said} {up} alone brings {up_gain} more, {up_part} of all gains.", said=claim)
    return claim


def gain(parts: Parts) -> Finding | None:
    """One customer that carries a large part of all gains: what has to be secured."""
    up, found = parts.mover(up=True), parts.bridge
    if up is None:
        return None
    quantities = {
        "up": Quantity(up.name, "text"),
        "up_gain": parts.money(up.change),
        "up_part": Quantity(up.part, "share"),
        "up_before": parts.money(up.before),
        "up_after": parts.money(up.after),
        "up_weight": Quantity(up.after / found.after if found.after > 0 else None, "share"),
        "months": Quantity(parts.rules["bridge_months"], "months"),
        "end": Quantity(parts.now.iso[1], "date"),
        "limit": Quantity(parts.rules["mover_part"], "share"),
    }
    return Finding(
        id="diagnosis.bridge.gain",
        subject=up.name,
        period=(parts.then.iso[0], parts.now.iso[1]),
        claim=msg(
            "{up} brought {up_after} in the {months} months to {end}, {up_gain} more than in those before ({up_before}): {up_part} of all gains, and {up_weight} of the revenue hangs on it now."
        ),
        quantities=quantities,
        confidence=Confidence(
            "high",
            msg("Counted from all orders; a customer is told of from {limit} of all gains on, its group as one."),
        ),
        evidence=("table:customer_movers",),
        method=msg(
            "Net revenue of each customer or group in both periods, and its part of all changes of the same sign"
        ),
        source=SOURCE,
        at_stake=quantities["up_gain"],
        action=Action(
            msg(
                "Secure {up} on purpose: a supply contract, stock and people for {up_after} a year, a credit limit that fits, a second contact on either side; and settle how much of the revenue may hang on one customer."
            ),
            60,
        ),
        potential=True,
    )


#: With fewer customers of a product all of them may pay less by chance.
FEW_BUYERS = 5


def price(parts: Parts) -> Finding | None:
    """Prices of what the same customers bought in both periods."""
    found = parts.bridge
    if found is None or found.index is None or found.index.low is None:
        return None
    index, limit = found.index, parts.rules["price_alert"]
    if index.low <= 0 <= index.high or abs(index.value) < limit:
        return None
    down = index.value < 0
    quantities = {
        "index": Quantity(abs(index.value), "share", *sorted((abs(index.low), abs(index.high)))),
        "money": parts.money(abs(found.items["price"])),
        "limit": Quantity(limit, "share"),
        "volume": parts.money(abs(found.items["volume"])),
    }
    if down:
        product = found.products.iloc[0]
        person = found.customers.sort_values(["price", "customer"], kind="stable").iloc[0]
        quantities |= {
            "product": Quantity(parts.goods.get(product["product"], product["product"]), "text"),
            "product_loss": parts.money(-int(product["price"])),
            "customer": Quantity(parts.names.get(person["customer"], person["customer"]), "text"),
            "customer_loss": parts.money(-int(person["price"])),
            "customer_part": Quantity(person["price"] / found.items["price"], "share"),
        }
        claim = msg(
            "Prices fell: what the same customers bought in both periods costs {index} less ({index:interval}), {money} of revenue."
        )
        if product["buyers"] >= FEW_BUYERS and product["less"] >= parts.rules["list_part"] * product["buyers"]:
            quantities |= {
                "cut": Quantity(-float(product["change"]), "share"),
                "buyers": Quantity(int(product["buyers"]), "count"),
                "less": Quantity(int(product["less"]), "count"),
            }
            claim = msg(
                "{said} The largest part is {product}, {cut} cheaper: of {buyers} customers who bought it in both periods {less} pay less, so its list price fell.",
                said=claim,
            )
            do = msg(
                "Decide on the list price of {product} ({product_loss}), not on one customer: who lowered it, what volume that was to bring, whether it came, and until when the price holds."
            )
        else:
            do = msg(
                "Start with the product {product} ({product_loss}) and the customer {customer} ({customer_loss}): does it order more at a time, for which a lower price is meant? If not, who agreed to it, for what in return, and until when?"
            )
            if found.items["price"] < 0 and person["price"] <= CARRIES * found.items["price"]:
                claim = msg("{said} {customer} alone carries {customer_part} of it ({customer_loss}).", said=claim)
    else:
        claim = msg(
            "Prices rose: what the same customers bought in both periods costs {index} more ({index:interval}), {money} of revenue."
        )
        if found.items["volume"] < 0:
            do = msg(
                "Volume fell by {volume} in the same time: check by customer whether the higher price cost it, before the next rise."
            )
        else:
            do = msg(
                "Volume did not fall with it: keep the price list, and look for the customers it has not reached yet."
            )
    return Finding(
        id="diagnosis.bridge.price",
        subject="prices",
        period=(parts.then.iso[0], parts.now.iso[1]),
        claim=claim,
        quantities=quantities,
        confidence=Confidence(
            "high",
            msg(
                "The interval excludes zero and the change exceeds {limit}; only the same customer and product are compared. A price is money by quantity, so a lower price for a larger order counts as a lower price."
            ),
        ),
        evidence=("table:price_products", "table:customer_changes", "figure:bridge"),
        method=msg("Paasche price index over pairs of customer and product; percentile bootstrap over customers"),
        source="ILO, IMF, OECD, UNECE and World Bank 2004, Producer Price Index Manual, ch. 15",
        at_stake=quantities["money"],
        action=Action(do, 60),
    )
