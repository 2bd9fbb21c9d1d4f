"""What a survey says: who answered, how content they are with what interval, and what it hangs on."""
