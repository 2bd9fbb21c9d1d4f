"""Does it hold: the classes of an earlier date, and what came after, against simpler ways to choose."""
