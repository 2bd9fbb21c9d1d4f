"""Interviews made countable: codebook, coders and their agreement, themes with intervals, quotes linked to their theme."""
