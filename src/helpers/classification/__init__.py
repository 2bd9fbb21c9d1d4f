"""Station 2: who is key, who can grow, who is general — as far as orders tell it."""
