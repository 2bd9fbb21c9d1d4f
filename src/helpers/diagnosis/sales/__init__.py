"""What the firm's own orders say: trend and season, concentration, cohorts, and price, volume and mix."""
