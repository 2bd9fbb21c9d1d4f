"""One module a verb; ``command()`` builds it in the language in force."""
