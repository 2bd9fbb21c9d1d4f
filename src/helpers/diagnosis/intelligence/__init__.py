"""Intelligence: what the front line heard, gathered into signals with their age, reliability and what each changes."""
