"""Cells read as values: dates, numbers, codes, and what was repaired on the way."""
