"""Two reports side by side: which findings are new, gone or changed, and which customers changed class."""
