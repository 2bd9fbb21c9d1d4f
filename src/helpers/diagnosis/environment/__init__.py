"""The firm's surroundings: PEST factors and the five forces, as people judge them and as far as data measure them."""
