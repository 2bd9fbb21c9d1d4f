"""Named prospects: what each is worth, how it fits, by which way we can get in, and in which order to try."""
