"""Two languages: which one speaks, the words of each, and messages that wait to be told which.

English sentences in the code are the message ids; ``locale/zh/<subpackage>.po`` holds the
Chinese. A :class:`Message` is a sentence with named gaps that is put into words only when the
reader's language is known, so one stored result serves both editions.
"""

from __future__ import annotations

import locale as _locale
import os
import re
import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

LANGUAGES = ("zh", "en")
LOCALES = {"zh": "zh_CN", "en": "en_US"}
CATALOGUES = Path(__file__).parent / "locale"

_chosen: ContextVar[str | None] = ContextVar("language", default=None)
#: Words of an industry in place of the usual ones, by language (:func:`worded`).
_wording: ContextVar[Mapping[str, Mapping[str, str]]] = ContextVar("wording", default={})  # noqa: B039 - never changed
#: Words of a company's own data, by the language they are said in: text as it stands in the data → word (:func:`said`).
_data: ContextVar[Mapping[str, Mapping[str, str]]] = ContextVar("data", default={})  # noqa: B039 - never changed
#: What parts of a text of ours that joins several texts from data stand apart by.
JOINTS = re.compile(r"( [·×–—/] |, |; |: | \(|\)$|(?<=\d) |[、，；：:·×])")


class Words(NamedTuple):
    """The same words in both languages, for data that carries both (schemas, presets, names)."""

    zh: str
    en: str

    def pick(self, lang: str | None = None) -> str:
        return getattr(self, lang or current())

    def __str__(self) -> str:
        return self.pick()


def current() -> str:
    """Language in force: chosen by :func:`using`, else the edition's folder, else the system's."""
    return _chosen.get() or edition() or system()


def edition(folder: Path | None = None) -> str | None:
    """Language of the edition a notebook runs in: the folder's name, ``None`` outside of one."""
    name = (folder or Path.cwd()).name
    return name if name in LANGUAGES else None


def system() -> str:
    """Language of the machine: ``COURSE_LANG``, the usual locale variables, or Windows' own."""
    names = [os.environ.get(key, "") for key in ("COURSE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")]
    if os.name == "nt":
        import ctypes

        identifier = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        names.append(_locale.windows_locale.get(identifier, ""))
    for name in names:
        if name:
            return "zh" if name.lower().startswith("zh") else "en"
    return "en"


@contextmanager
def using(lang: str) -> Iterator[None]:
    """Speak ``lang`` within the block.

    Raises
    ------
    ValueError
        When the language is not one of :data:`LANGUAGES`.
    """
    if lang not in LANGUAGES:
        raise ValueError(lang)
    token = _chosen.set(lang)
    try:
        yield
    finally:
        _chosen.reset(token)


@contextmanager
def worded(
    wording: Mapping[str, Mapping[str, str]], data: Mapping[str, Mapping[str, str]] | None = None
) -> Iterator[None]:
    """Within the block, say things in an industry's own words (language → usual word → its word), and what stands in the
    data in the words of ``data`` (:func:`said`)."""
    tokens = _wording.set(wording), _data.set(data or {})
    try:
        yield
    finally:
        _wording.reset(tokens[0])
        _data.reset(tokens[1])


def wordings() -> tuple[Mapping[str, Mapping[str, str]], Mapping[str, Mapping[str, str]]]:
    """What :func:`worded` takes, as it is in force."""
    return _wording.get(), _data.get()


def word_notebook(
    wording: Mapping[str, Mapping[str, str]], data: Mapping[str, Mapping[str, str]] | None = None
) -> None:
    """In a notebook, which is about one company, say everything from here on in the words of :func:`worded`."""
    if edition():
        _wording.set(wording)
        _data.set(data or {})


def said(text: str, lang: str | None = None) -> str:
    """Text from data in the reader's language, where the company's dictionary (its table ``words``) has exactly this text.

    A text that joins several (``家电 × 中型``) is said where all its parts are known; nothing else is changed. For showing
    only: whatever counts, sorts or compares takes the text as it stands.
    """
    if not (data := _data.get()) or not (words := data.get(lang or current())):
        return text
    if (found := words.get(text.strip())) is not None:
        return found
    parts = JOINTS.split(text)
    if not any(part.strip() in words for part in parts[::2]):  # nothing to say in other words, as in 09:10
        return text
    if len(parts) < 3 or not all(n % 2 or part.strip() in words or not _letters(part) for n, part in enumerate(parts)):
        return text
    return "".join(_JOINED.get(part, part) if n % 2 else words.get(part.strip(), part) for n, part in enumerate(parts))


def _letters(text: str) -> bool:
    return any(char.isalpha() for char in text)


#: Chinese signs between parts, as they are written between English ones.
_JOINED = {"、": ", ", "，": ", ", "；": "; ", "：": ": ", ":": ": "}


def reworded(template: str, lang: str) -> str:
    """A sentence with an industry's words; gaps and what stands between backquotes stay as they are."""
    words = _wording.get().get(lang)
    if not words:
        return template
    pattern, said = _pattern(tuple(words.items()), lang)
    parts = re.split(r"(\{[^}]*\}|`[^`]*`)", template)
    return "".join(p if n % 2 else pattern.sub(lambda found: said[found[0]], p) for n, p in enumerate(parts))


@cache
def _pattern(words: tuple[tuple[str, str], ...], lang: str) -> tuple[re.Pattern[str], Mapping[str, str]]:
    """One pass over a text, longest words first; in English whole words, also at the head of a sentence."""
    said = dict(words)
    if lang == "en":
        said |= {old.capitalize(): new.capitalize() for old, new in words}
    longest = "|".join(re.escape(old) for old in sorted(said, key=len, reverse=True))
    return re.compile(rf"\b(?:{longest})\b" if lang == "en" else longest), said


@cache
def catalogue(lang: str) -> Mapping[str, str]:
    """All translated sentences of a language, from every ``.po`` file of its folder."""
    if lang == "en":
        return {}
    from babel.messages.pofile import read_po

    words: dict[str, str] = {}
    for path in sorted((CATALOGUES / lang).glob("*.po")):
        with path.open("rb") as file:
            for entry in read_po(file, locale=LOCALES[lang]):
                if entry.id and entry.string and not entry.fuzzy:
                    words[str(entry.id)] = str(entry.string)
    return words


def translate(sentence: str, lang: str | None = None) -> str:
    """The sentence in the reader's language, gaps untouched; the English where none is known."""
    return catalogue(lang or current()).get(sentence, sentence)


class _Filler(string.Formatter):
    """Fills gaps by plain names only: ``{n}`` or ``{share:interval}``, never ``{a.b}`` or ``{a[0]}``."""

    def __init__(self, lang: str, html: bool, gaps: Mapping[str, Any]):
        self.lang, self.html, self.gaps = lang, html, gaps

    def vformat(self, format_string, args, kwargs):
        parts: list[str] = []
        if self.lang != "zh":
            for literal, name, spec, _ in self.parse(format_string):
                if literal.startswith("'s") and _MARKUP.sub("", "".join(parts[-1:])).endswith("s"):
                    literal = "'" + literal[2:]  # the Netherlands' customers
                parts += [literal] if literal else []
                if name is not None:
                    parts.append(self.format_field(self.get_field(name, args, kwargs)[0], spec or ""))
            return "".join(parts)
        last = False  # whether what stands before is text from data, or an amount and the letters of its currency
        ended = False  # whether what stands before is a value of ours that ends with a Chinese character, as 元 or 日
        for literal, name, spec, _ in self.parse(format_string):
            if literal:
                literal = literal[ended and literal[0] == " " and _chinese(literal[1:2]) :]
                parts += [" "] * (last and _meets(literal[0], parts[-1], before=False)) + [literal]
                last = ended = False
            if name is not None:
                value = self.get_field(name, args, kwargs)[0]
                text = self.format_field(value, spec or "")
                unit = getattr(value, "unit", "")
                data = unit in ("text", "id") or isinstance(value, str) and value.isascii()
                last = data or unit == "money"  # 5,375 GBP 的订单
                ended = bool(unit) and not data and _chinese(_MARKUP.sub("", text)[-1:])
                if unit in ("date", "month") and parts and parts[-1][-1:] == " " and _chinese(parts[-1][-2:-1]):
                    parts[-1] = parts[-1][:-1]
                meets = data or isinstance(value, Message)
                parts += [" "] * (meets and bool(parts) and _meets(parts[-1][-1:], text)) + [text]
        return "".join(parts)

    def get_field(self, field_name, args, kwargs):
        return kwargs[field_name], field_name

    def format_field(self, value, format_spec):
        if isinstance(value, Message):  # a sentence within one knows the gaps of the one around it, its own first
            return value.render(self.lang, html=self.html, spec=format_spec, **{**self.gaps, **value.args})
        return fill(value, format_spec, self.lang, self.html)


_MARKUP = re.compile(r"<[^>]*>")


def _chinese(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _meets(ours: str, text: str, before: bool = True) -> bool:
    """Whether Chinese of ours stands before (or behind) a Latin letter or numeral of a text from data, which wants a
    blank between."""
    plain = _MARKUP.sub("", text)
    theirs = plain[:1] if before else plain[-1:]
    return _chinese(ours) and theirs.isascii() and theirs.isalnum()


#: Control signs, which move a terminal's cursor and break files, and marks that turn the direction of writing.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")


def seen(text: str, most: int = 0) -> str:
    """Text from data as it may be shown anywhere: what cannot be seen as a mark, cut to ``most`` signs where given."""
    text = _UNSEEN.sub("\ufffd", text) if _UNSEEN.search(text) else text
    return text if not most or len(text) <= most else text[: most - 1] + "…"


def fill(value: Any, spec: str, lang: str, html: bool) -> str:
    """One gap's value as text or as escaped HTML."""
    if hasattr(value, "render"):  # Quantity, Message
        return value.render(lang, html=html, spec=spec)
    if isinstance(value, Words):
        value = value.pick(lang)
    text = seen(said(value, lang) if isinstance(value, str) else str(value))
    if html:
        from html import escape

        # text from data is marked as such, so that a numeral in it is told from one of ours
        return f'<span class="t">{escape(text)}</span>' if isinstance(value, str) else escape(text)
    return text


_COUNTED = re.compile(r"\{(\w+)[^}]*\} (customer|account|visit|manager|list|way|order|month|day|place|name|group)s\b")


def agreeing(template: str, gaps: Mapping[str, Any]) -> str:
    """English with "1 customers" and the like in the singular; verbs are left to the sentence's writer."""

    def one(found: re.Match[str]) -> str:
        given = gaps.get(found[1])
        return found[0][:-1] if getattr(given, "value", given) == 1 else found[0]

    return _COUNTED.sub(one, template)


@dataclass(frozen=True)
class Message:
    """A sentence of ours with named gaps, not yet in any language.

    The template is always written by us; what fills a gap may come from data and is never read
    as a template itself.

    Attributes
    ----------
    lacks
        Where the sentence says that something is not in the folder: the tables and columns it speaks of
        (``survey``, ``customers.industry``). A report that names those once needs no such sentence.
    """

    msgid: str
    args: Mapping[str, Any] = field(default_factory=dict)
    lacks: tuple[str, ...] = field(default=(), metadata={"sparse": True})

    def render(self, lang: str | None = None, *, html: bool = False, spec: str = "", **more) -> str:
        """The sentence in words; ``more`` fills gaps that ``args`` leaves open."""
        lang = lang or current()
        template = translate(self.msgid, lang)
        if lang == "en":
            template = agreeing(template, {**self.args, **more})
        template = reworded(template, lang)
        if html:
            from html import escape

            template = escape(template, quote=False)
        gaps = {**self.args, **more}
        return _Filler(lang, html, gaps).vformat(template, (), gaps)

    def lacking(self, *places: str) -> Message:
        """The same sentence, marked as one that says these are not in the folder."""
        return replace(self, lacks=places)

    def __str__(self) -> str:
        return self.render()


def msg(msgid: str, /, **args: Any) -> Message:
    """A :class:`Message`; Babel finds the sentence by this function's name."""
    return Message(msgid, args)
