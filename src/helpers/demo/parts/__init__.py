"""Parts that markets share: further tables and planted facts, one module each."""
