"""A client's files as sheets of text cells: encodings, workbooks, databases, web pages, limits of size."""
