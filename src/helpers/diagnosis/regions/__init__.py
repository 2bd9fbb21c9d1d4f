"""Regions: what visits saw, the six methods of looking at a regional market, and the matrix of where to invest."""
