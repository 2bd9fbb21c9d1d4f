"""Notebooks of a small course, as plain data."""


def cell(id, source, *tags, kind="code"):
    made = {"cell_type": kind, "id": id, "metadata": {"tags": list(tags)}, "source": source.splitlines(True)}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def notebook(*cells):
    return {
        "cells": list(cells),
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


PARAMETERS = 'company = "firm"\nas_of = ""\nrules = {}\n'
SETUP = """import small_station
from helpers import show
from helpers.company import open
firm = open(company, as_of)
result = small_station.run(firm, rules)
"""


def lesson(*more):
    """A notebook as ours are, with more cells at its end."""
    return notebook(
        cell("title", "# Who buys 第 7 课\n", "lesson", kind="markdown"),
        cell("parameters", PARAMETERS, "parameters"),
        cell("setup", SETUP, "setup"),
        cell(
            "question",
            "### Who buys most? <b>raw</b>\n\nRead [this](https://example.org) first.\n",
            "report",
            kind="markdown",
        ),
        cell("look", "small_station.plot_top(result)", "report"),
        cell("list", 'show.table(result, "top")', "report"),
        cell("private", "result.facts.id", "lesson"),
        cell("claims", "show.findings(result)", "report"),
        *more,
    )
