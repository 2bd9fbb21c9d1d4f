"""Order lines one by one: what they are, and why one is set aside."""
