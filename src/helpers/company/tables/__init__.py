"""The tables of the client folder, one module each. To add one, add one module with ``TABLE``."""
