"""The same diagnosis at two dates, side by side."""
