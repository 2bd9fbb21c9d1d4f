"""Problems: which cost most, what causes them, and which three to take first."""
