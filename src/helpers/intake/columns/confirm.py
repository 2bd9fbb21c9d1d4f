"""A form in the notebook: which column is what, proposed with samples and confidence, confirmed by a person.

``Confirm(files, folder)`` shows one drop-down a column; its button writes ``mapping.yml`` into the folder, which the next
import of the company reads. Without a kernel a table shows the same proposals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.intake.columns import answers, mapping_file, recognise
from helpers.intake.columns.header import locate
from helpers.intake.columns.labels import fields, sought
from helpers.intake.columns.propose import TAKEN, Proposal, samples
from helpers.intake.files.source import Sheet
from helpers.intake.ledger import ledger_import
from helpers.intake.tables.sort import _proposals, field_title, sort, title
from helpers.language import current, msg, using
from helpers.quantity import Quantity
from helpers.show import Html

#: Fields of the ledger that a person chooses among.
LEDGER = ("doc_no", "date", "customer", "customer_name", "product", "product_name", "quantity", "price", "amount", "cost",
          "unit_cost", "currency", "region", "industry", "product_line", "series", "status", "kind", "discount",
          "discount_amount", "refund")  # fmt: skip


@dataclass(frozen=True)
class Offer:
    """What a form offers for one sheet: its table, and for each column the proposal, if there is one."""

    sheet: Sheet
    table: str
    names: tuple[str, ...]
    proposals: Mapping[int, Proposal]
    samples: Mapping[int, tuple[str, ...]]


def offers(files: str | Path | Iterable[str | Path], mapping: Mapping[str, Any] | None = None) -> list[Offer]:
    """Every sheet with its table and proposals, in the order of the files.

    Raises
    ------
    IntakeError
        When a file cannot be read.
    """
    said = answers.part(dict(mapping or {}))
    sources = ledger_import._read_all([files] if isinstance(files, (str, Path)) else list(files), said.ledger)
    placed = sort(sources, said, "amount_untaxed", True).placed
    return [offer(entry.sheet, entry.table, said) for entry in placed if not entry.sheet.cells.empty]


def offer(sheet: Sheet, table: str, said: answers.Answers | None = None) -> Offer:
    """One sheet seen as a table."""
    said = said or answers.Answers({})
    if table in ("orders", "skip", "survey"):
        header = locate(sheet, said.ledger)
        names, row = header.names, header.row
        if len(header.columns) < 2:
            row, names = recognise.find_header(sheet)
        body = sheet.cells.iloc[row + 1 :]
        found = _proposals(sheet, header, said) if table == "orders" else []
        if table == "orders":
            found = [
                Proposal(
                    field,
                    position,
                    header.names[position],
                    0.95 if header.how[field] == "name" else 1.0,
                    header.how[field],
                )
                for field, position in header.columns.items()
                if field in LEDGER
            ] + found
        proposals = {proposal.position: proposal for proposal in reversed(found)}
    else:
        seen = recognise.guess(sheet, table, said.columns.get(table))
        names, body = seen.names, sheet.cells.iloc[seen.row + 1 :]
        proposals = {proposal.position: proposal for proposal in seen.proposals}
    shown = {n: samples(body[n]) for n in range(len(names)) if n in body}
    return Offer(sheet, table, tuple(names), proposals, shown)


def table_of(made: Iterable[Offer]) -> pd.DataFrame:
    """The offers as a table: sheet, table, column, samples, field, confidence, how."""
    rows = [
        (
            entry.sheet.label,
            entry.table,
            name,
            ", ".join(entry.samples.get(n, ())),
            entry.proposals[n].field if n in entry.proposals else "",
            entry.proposals[n].confidence if n in entry.proposals else float("nan"),
            entry.proposals[n].why if n in entry.proposals else "unused",
        )
        for entry in made
        for n, name in enumerate(entry.names)
    ]
    kinds = {"sheet": "str", "table": "str", "column": "str", "samples": "str", "field": "str", "confidence": "float64", "how": "str"}  # fmt: skip
    return pd.DataFrame(rows, columns=list(kinds)).astype(kinds)


def decided(entry: Offer, chosen: Mapping[int, str], table: str) -> dict[str, Any]:
    """What ``mapping.yml`` has to keep of a sheet: the table where it was changed, and columns that a person decided.

    Columns that an import takes by itself anyway, and that were left so, are not written.
    """
    own = entry if table == entry.table else offer(entry.sheet, table)
    sure = {p.field: n for n, p in own.proposals.items() if p.confidence >= TAKEN}
    proposed = {p.field for p in own.proposals.values()}
    picked = {field: n for n, field in chosen.items() if field}
    columns = {field: own.names[n] for field, n in picked.items() if sure.get(field) != n}
    columns |= {field: mapping_file.NONE for field in sorted(proposed - set(picked))}
    found: dict[str, Any] = {"sheets": {entry.sheet.label: table} if table != entry.table else {}}
    if table not in ("skip", "survey") and columns:
        found[table] = columns
    left = [name for n, name in enumerate(own.names) if n in chosen and not chosen[n] and not name.startswith("#")]
    if table not in ("skip", "survey") and left:  # seen and left unused: not asked about again
        found["not_used"] = {table: left}
    return found


class Confirm:
    """The form.

    Parameters
    ----------
    files
        The exports.
    folder
        The client folder ``mapping.yml`` is written to.
    mapping
        A flat mapping to begin from; that of the folder when not given.
    """

    def __init__(self, files, folder: str | Path, mapping: Mapping[str, Any] | None = None, lang: str | None = None):
        self.folder, self.lang = Path(folder), lang or current()
        kept = self.folder / mapping_file.FILE
        self.mapping = dict(mapping if mapping is not None else mapping_file.read(kept) if kept.is_file() else {})
        self.offers = offers(files, self.mapping)
        self.tables: list[Any] = []
        self.columns: list[dict[int, Any]] = []
        self.button: Any = None
        self.said: Any = None
        self._view: Any = None

    def live(self):
        """The widget, made at the first call; needs ipywidgets."""
        import ipywidgets as w

        if self._view is not None:
            return self._view
        with using(self.lang):
            boxes = []
            for n, entry in enumerate(self.offers):
                names = [name for name in ("orders", *sought(), "survey")]
                choices = [(_say(title(name), self.lang), name) for name in names]
                choices.append((msg("not used").render(self.lang), "skip"))
                table = w.Dropdown(options=choices, value=entry.table, description=msg("Table").render(self.lang))
                body = w.VBox()
                self.tables.append(table)
                self.columns.append({})
                self._fill(n, body)
                table.observe(lambda _change, n=n, body=body: self._fill(n, body), names="value")
                boxes.append(w.VBox([w.HTML(f"<b>{escape(entry.sheet.label)}</b>"), table, body]))
            self.button = w.Button(
                description=msg("Keep in mapping.yml").render(self.lang),
                button_style="primary",
                layout={"width": "max-content"},
            )
            self.said = w.HTML("")
            self.button.on_click(lambda _button: self.keep())
            self._view = w.VBox([*boxes, self.button, self.said])
        return self._view

    def _fill(self, n: int, body) -> None:
        """The drop-downs of one sheet, for the table that is chosen."""
        import ipywidgets as w

        entry, table = self.offers[n], self.tables[n].value
        own = entry if table == entry.table else offer(entry.sheet, table)
        self.columns[n], rows = {}, []
        if table not in ("skip", "survey"):
            known = LEDGER if table == "orders" else tuple(fields(table))
            choices = [("–", "")] + [(_say(field_title(table, name), self.lang), name) for name in known]
            for position, name in enumerate(own.names):
                proposal = own.proposals.get(position)
                field = w.Dropdown(
                    options=choices,
                    value=proposal.field if proposal and proposal.field in known else "",
                    layout={"width": "180px"},
                )
                self.columns[n][position] = field
                sure = _say(Quantity(proposal.confidence, "share"), self.lang) if proposal else "–"
                words = f"{escape(name)}<br><small>{escape(', '.join(own.samples.get(position, ())))}</small>"
                rows.append(w.HBox([w.HTML(words, layout={"width": "360px"}), field, w.HTML(sure)]))
        body.children = rows

    def parts(self) -> dict[str, Any]:
        """``mapping.yml`` as the form stands, in parts; what it kept before stays unless it was decided anew."""
        raw = _parts_of(self.mapping)
        for n, entry in enumerate(self.offers):
            table = self.tables[n].value if self.tables else entry.table
            live = self.columns[n] if self.columns else {}
            chosen = {position: widget.value for position, widget in live.items()}
            if not live:
                chosen = {position: proposal.field for position, proposal in entry.proposals.items()}
            for part, values in decided(entry, chosen, table).items():
                raw.setdefault(part, {}).update(values)
                if part not in ("sheets", "not_used"):
                    raw.setdefault("said_by", {}).update({f"{part}.{field}": "person" for field in values})
        return {part: values for part, values in raw.items() if values}

    def keep(self) -> Path:
        """Write ``mapping.yml``; returns its path."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / mapping_file.FILE
        path.write_text(mapping_file.text(self.parts()), "utf-8", newline="\n")
        if self.said is not None:
            self.said.value = escape(
                msg("Kept in {file}; the next import of this company reads it.", file=path.name).render(self.lang)
            )
        return path

    def static(self) -> Html:
        """The proposals as a table."""
        heads = [msg("Sheet"), msg("Table"), msg("Column"), msg("Examples"), msg("Read as"), msg("Confidence")]
        rows = []
        for entry in self.offers:
            name = msg("not used") if entry.table == "skip" else title(entry.table)
            for n, column in enumerate(entry.names):
                found = entry.proposals.get(n)
                rows.append(
                    [
                        entry.sheet.label,
                        _say(name, self.lang),
                        column,
                        ", ".join(entry.samples.get(n, ())),
                        _say(field_title(entry.table, found.field), self.lang) if found else "–",
                        _say(Quantity(found.confidence, "share"), self.lang) if found else "–",
                    ]
                )
        top = "".join(f"<th>{escape(head.render(self.lang))}</th>" for head in heads)
        body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
        text = "\n".join(" | ".join(row) for row in rows)
        return Html(f'<table class="course-table"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>', text)

    def _repr_mimebundle_(self, include=None, exclude=None):
        shown = self.static()
        data = {"text/html": shown.html, "text/plain": shown.text}
        try:
            return {**data, **{key: value for key, value in self.live()._repr_mimebundle_().items() if "widget" in key}}
        except ImportError:
            return data


def _say(words, lang: str) -> str:
    """Words, a message or a quantity in a language."""
    return words.pick(lang) if hasattr(words, "pick") else words.render(lang)


def _parts_of(flat: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """A flat mapping in its parts."""
    said = answers.part(dict(flat))
    settings = ledger_import.SETTINGS
    found: dict[str, dict[str, Any]] = {
        "sheets": dict(said.tables),
        "orders": {key: value for key, value in said.ledger.items() if key not in settings and value},
        "words": dict(said.values),
        "answers": {key: value for key, value in said.ledger.items() if key in settings} | dict(said.wide),
    }
    for table, columns in said.columns.items():
        found[table] = dict(columns)
    for table, names in said.without.items():
        found.setdefault(table, {}).update({name: mapping_file.NONE for name in sorted(names)})
    if said.unused:
        found["not_used"] = {table: sorted(headers) for table, headers in said.unused.items()}
    return found
