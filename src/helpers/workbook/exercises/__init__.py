"""The exercises, one module a station: what is asked stands in the notebooks, what is true here."""
