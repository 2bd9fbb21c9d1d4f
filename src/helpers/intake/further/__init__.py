"""Tables beyond order lines: which table a sheet is, which column is what, and its rows as the contract wants them.

``labels`` knows headers, ``content`` looks at cells, ``propose`` weighs both, ``recognise`` picks the table,
``rows`` types the rows of any table by its schema; ``people``, ``pipeline``, ``receipts`` and ``questions`` give
four tables the treatment of their own that they need; ``merge`` makes one folder of all.
"""
