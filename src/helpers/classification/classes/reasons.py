"""Why an account is in its class, in a sentence."""

from __future__ import annotations

from helpers.language import Message, msg
from helpers.quantity import Quantity

SIGNS = {
    "surge": msg("against a year earlier, money of the last {months} months grew {ratio} times as much as the firm's"),
    "often": msg("it buys more often than a year ago"),
    "model": msg("the growth model names it"),
    "wider": msg("it buys a product line it never bought before"),
    "room": msg("like customers buy much more"),
}


def reason(row, months: int, key_share: float) -> Message:
    """The sentence of one account.

    Parameters
    ----------
    row
        A row with ``class, point, confidence, held, share, growth, large, loss, loss_before, known, new, judged,
        through`` and one truth value for each sign.
    """
    said = _reason(row, months, key_share)
    if row["judged"]:
        through = Quantity(row["through"], "share")
        if row["through"] == row["through"]:
            return msg(
                "{reason} Judged by what it sells on, {through} of what it bought.", reason=said, through=through
            )
        return msg("{reason} Judged by what it sells on.", reason=said)
    return said


def _reason(row, months: int, key_share: float) -> Message:
    sure = Quantity(float(row["confidence"]), "share")
    share = Quantity(float(row["share"]), "share")
    if row["class"] == "none":
        return msg("Nothing bought in the period.")
    if row["class"] == "key":
        return msg(
            "Brings {share} of what all bring, in both halves of the period. Key in {sure} of draws.",
            share=share,
            sure=sure,
        )
    if row["class"] == "growth":
        said, more = signs(row, months), Quantity(float(row["in_key"]), "share")
        if row["in_key"] > 0:
            return msg("Growing: {signs}. Growth in {sure} of draws, key in {more}.", signs=said, sure=sure, more=more)
        return msg("Growing: {signs}. Growth in {sure} of draws.", signs=said, sure=sure)
    if row["class"] == "exit":
        return msg(
            "Costs {rate} of its revenue more than it brings, and carried nothing before either. Let go in {sure} of draws.",
            rate=Quantity(-float(row["margin_rate"]), "share"),
            sure=sure,
        )
    return _general(row, months, share, Quantity(key_share, "share"), Quantity(float(row["held"]), "share"))


def _general(row, months: int, share: Quantity, top: Quantity, held: Quantity) -> Message:
    if row["loss"] and row["point"] == "exit":
        return msg(
            "Costs more than it brings, but that holds in only {held} of draws: price and service first.", held=held
        )
    if row["large"] and row["loss"]:
        return msg("Large ({share} of what all bring), but at a loss: price and service first.", share=share)
    if row["loss"] and row["loss_before"]:
        return msg(
            "Costs more than it brings, as before, but too little, or on costs too little known, to let it go: price and service first."
        )
    if row["loss"]:
        return msg("Costs more than it brings now, but not before: price and service first.")
    if row["large"]:
        return msg(
            "Large ({share} of what all bring), but bought in one half of the period only: a project, or a pause.",
            share=share,
        )
    if row["point"] == "growth":
        return msg(
            "Signs of growth ({signs}), but in only {held} of draws: look again in the next quarter.",
            signs=signs(row, months),
            held=held,
        )
    if row["even"]:
        return msg("As large as every other: nobody stands out, so nobody is key.")
    if row["new"]:
        return msg("First purchase on record in this period: there is no year earlier to compare with.")
    if row["known"]:
        return msg(
            "Not among those who bring {top}, no growth that holds; what it leaves helps to carry fixed costs.", top=top
        )
    return msg("Not among those who bring {top}, and no growth that holds.", top=top)


def signs(row, months: int) -> Message:
    """The signs of growth an account shows, in one phrase."""
    found = []
    for name, said in SIGNS.items():
        if row[name]:
            gaps = {"ratio": Quantity(float(row["growth"]), "ratio"), "months": Quantity(months, "months")}
            found.append(Message(said.msgid, gaps) if name == "surge" else said)
    text = found[0]
    for more in found[1:]:
        text = msg("{one}, {more}", one=text, more=more)
    return text
