"""Ways to divide customers: by place, by what they are, by what they think, by what they do; alone and crossed.

``bases`` puts each customer into a segment of every way there are data for; ``tell`` says how much each way, and
each two crossed, explain of revenue; ``totals`` what each segment brings.
"""
