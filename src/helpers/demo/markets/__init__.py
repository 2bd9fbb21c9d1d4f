"""Described markets, one module each. To add a demo company, add one module with ``MARKET``."""
