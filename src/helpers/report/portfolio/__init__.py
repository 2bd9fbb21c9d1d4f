"""The page over all companies of a batch."""
