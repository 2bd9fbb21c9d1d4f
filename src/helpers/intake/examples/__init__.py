"""Real, published data as client folders."""
