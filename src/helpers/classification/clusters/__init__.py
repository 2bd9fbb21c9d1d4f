"""Groups of customers who buy alike: found only where the data hold them, each judged by how well it lasts.

``features`` measures how a customer buys; ``pipeline`` tames and scales; ``structure`` asks whether there
are groups at all; ``stability`` how well each would be found again; ``choice`` picks their number;
``profile`` says what sets each apart; ``model`` keeps the pipeline as plain tables and assigns new customers.
"""
