"""Station 0 put together: tables, findings, assumptions, warnings."""

from __future__ import annotations

from helpers.company import Company
from helpers.company.schema import tables as contract
from helpers.intake.lines.reasons import SKIPPED
from helpers.intake.shown import found
from helpers.intake.shown import tables as account
from helpers.language import Message, Words, msg
from helpers.quantity import Quantity
from helpers.rules import Rules
from helpers.show import word
from helpers.station import Column, Outcome, ResultTable

COUNT, MONEY, SHARE, DATE = "count", "money", "share", "date"


def compute(company: Company, rules: Rules) -> Outcome:
    """What came in, what became of it, whether it ties out, and what the folder can feed."""
    tables = {
        "came_in": _table(
            msg("What came in, sheet by sheet"),
            account.came_in(company),
            file=(msg("File"), "text"),
            sheet=(msg("Sheet"), "text"),
            rows_in=(msg("Rows in"), COUNT),
            rows_kept=(msg("Rows kept"), COUNT),
            rows_aside=(msg("Rows set aside"), COUNT),
            money_in=(msg("Money in"), MONEY),
            money_kept=(msg("Money kept"), MONEY),
            money_aside=(msg("Money set aside"), MONEY),
            first=(msg("First day"), DATE),
            last=(msg("Last day"), DATE),
        ),
        "reconciliation": _table(
            msg("From what came in to what is in the folder"),
            account.reconciliation(company),
            item=(msg("Item"), "text"),
            rows=(msg("Rows"), COUNT),
            money=(msg("Money"), MONEY),
        ),
        "naive": _table(
            msg("What a plain sum would have given"),
            account.naive(company),
            item=(msg("Item"), "text"),
            money=(msg("Money"), MONEY),
        ),
        "set_aside": _table(
            msg("Rows set aside, by reason"),
            account.set_aside(company),
            reason=(msg("Reason"), "text"),
            rows=(msg("Rows"), COUNT),
            share_rows=(msg("Share of rows"), SHARE),
            money=(msg("Money"), MONEY),
            share_money=(msg("Share of money (ignoring signs)"), SHARE),
            do=(msg("What can be done"), "text"),
        ),
        "repairs": _table(
            msg("Repairs, by kind and column"),
            account.repairs(company),
            kind=(msg("Repair"), "text"),
            column=(msg("Column of the export"), "text"),
            cells=(msg("Cells"), COUNT),
            before=(msg("Before"), "text"),
            after=(msg("After"), "text"),
        ),
        "noted": _table(
            msg("Worth knowing of the lines kept"),
            account.noted(company),
            kind=(msg("What"), "text"),
            rows=(msg("Rows"), COUNT),
            money=(msg("Money"), MONEY),
        ),
        "columns": _table(
            msg("Columns of the export and what became of them"),
            account.columns(company),
            column=(msg("Column of the export"), "text"),
            field=(msg("Became"), "text"),
            how=(msg("How"), "text"),
        ),
        "choices": _table(
            msg("Choices of the import"),
            account.choices(company),
            choice=(msg("Choice"), "text"),
            value=(msg("Value"), "text"),
            how=(msg("How"), "text"),
        ),
        "tie_out": _table(
            msg("Revenue in the folder against finance"),
            _spoken_verdicts(account.tie_out(company, rules["tie_out_tolerance"])),
            start=(msg("First day of the period"), DATE),
            end=(msg("Last day of the period"), DATE),
            folder=(msg("In the folder"), MONEY),
            finance=(msg("Finance"), MONEY),
            difference=(msg("Difference"), MONEY),
            share=(msg("Share of finance"), SHARE),
            aside=(msg("Set aside in the period, copies and equal lines not counted"), MONEY),
            verdict=(msg("Verdict"), "text"),
            source=(msg("Finance's source"), "text"),
        ),
        "tables": _table(
            msg("Tables of the client folder"),
            account.tables_there(company),
            table=(msg("Table"), "text"),
            there=(msg("In the folder"), "text"),
            rows=(msg("Rows"), COUNT),
            first=(msg("First date"), DATE),
            last=(msg("Last date"), DATE),
        ),
        "quality": _table(
            msg("How complete the folder is"),
            account.quality(company),
            measure=(msg("Measure"), "text"),
            count=(msg("Count"), COUNT),
            total=(msg("Of"), COUNT),
            share=(msg("Share"), SHARE),
            money=(msg("Money"), MONEY),
        ),
    }
    claims = (found.ties_out, found.set_aside, found.reconciles)
    findings = tuple(claim for make in claims if (claim := make(company, rules)))
    return Outcome(tables, findings, tuple(_assumptions(company)), tuple(_warnings(company)))


def _table(title: Message, rows, /, **columns: tuple[Message, str]) -> ResultTable:
    return ResultTable(title, {name: Column(words, unit) for name, (words, unit) in columns.items()}, rows)


def _spoken_verdicts(frame):
    return frame.assign(verdict=[word(account.VERDICTS[key]) for key in frame["verdict"]]).astype({"verdict": "str"})


def _assumptions(company: Company) -> list[Message]:
    from helpers.company.profile import BASES, TAXES

    profile = company.profile
    said = [
        msg(
            "Revenue is the sum of the order lines ({basis}, {tax}); returns count negative.",
            basis=BASES[profile.revenue_basis],
            tax=TAXES[profile.revenue_tax],
        )
    ]
    report = account.told(company)
    if report:
        said.append(
            msg(
                "A row is set aside for the first reason that holds, in the order of the table; all other rows are kept."
            )
        )
        said.append(msg("Subtotals, notes and rows without a readable amount count as rows but carry no money."))
        day, how = Quantity(report["as_of"]["date"], "date"), report["as_of"]["how"]
        if how == "last_order":
            said.append(msg("No as-of date was given: it is the last order date of the data, {day}.", day=day))
        if how == "stated":
            said.append(
                msg("No as-of date was given: it is the end of the period that the export states, {day}.", day=day)
            )
        if how == "month_end":
            said.append(
                msg(
                    "No as-of date was given: the last orders are of the last days of a month, so it is that month's end, {day}.",
                    day=day,
                )
            )
    return said


def _warnings(company: Company) -> list[Message]:
    said = []
    report = account.told(company)
    if company.cut is not None:
        said.append(
            msg(
                "The folder is cut back to an earlier date; what the import counted holds for the whole and is left out."
            )
        )
    elif company.intake is None:
        said.append(
            msg(
                "The folder was not made by an import: nothing is known of repairs and of rows left out (`course import` counts them)."
            )
        )
    elif report is None:
        said.append(msg("The account of the import is of another version and could not be used; import again."))
    if not company.profile.finance:
        said.append(
            msg(
                "Finance's totals are not known, so neither is whether revenue ties out to them: ask for them (`finance` in company.yml)."
            )
        )
    for sheet in (report or {}).get("skipped", []):
        said.append(
            msg(
                "The sheet {sheet} of {file} ({rows} rows) was not read: {why}.",
                sheet=str(sheet["sheet"]) or "–",
                file=str(sheet["file"]),
                rows=Quantity(int(sheet["rows"]), "count"),
                why=SKIPPED.get(sheet["why"], str(sheet["why"])),
            )
        )
    for source in (report or {}).get("sources", []):
        for sheet in source["sheets"]:
            stated = sheet.get("stated_total")
            if stated and stated["money"] != stated["lines_money"]:
                said.append(
                    msg(
                        "The sheet {sheet} states a total of {stated}, its own lines come to {lines}.",
                        sheet=str(sheet["sheet"]) or str(source["file"]),
                        stated=found.money(stated["money"], company),
                        lines=found.money(stated["lines_money"], company),
                    )
                )
    for name, table in contract().items():
        if not company.has(name) and table.asked:
            adds = Words(
                "".join(words.zh for words in table.adds.values()), " ".join(words.en for words in table.adds.values())
            )
            said.append(
                msg("The table {table} is not there. It would add: {adds}", table=table.title, adds=adds).lacking(name)
            )
    return said
