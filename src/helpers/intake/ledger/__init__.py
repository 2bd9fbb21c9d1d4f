"""An order ledger, in one sheet or several, becomes the order lines of a client folder."""
