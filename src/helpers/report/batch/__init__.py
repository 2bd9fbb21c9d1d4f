"""Many companies: each in a process of its own, with a clock and a scale on it, and a manifest of it all.

``plan`` says which companies and what is asked of each, ``manifest`` remembers (one SQLite file),
``due`` says what is missing or changed, ``run`` goes through them with ``pool``. A company is an order
(``order``) carried out in a child process: ``child`` is what runs there and ``make`` what it does; ``fresh``
starts it as a new interpreter, ``helpers.report.engine.zygote`` as a fork of a warm one; ``watch`` ends it
when it takes too long or too much. ``progress`` and ``status`` tell.
"""
