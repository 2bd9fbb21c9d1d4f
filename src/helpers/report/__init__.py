"""Notebooks in, a report out: run the editions' notebooks for a company and render one page.

``parameters`` checks what a notebook is given before any kernel starts; ``run`` executes notebooks
in workers with a kernel of this very interpreter (``kernel``, ``worker``); ``chapters`` turns an
executed notebook into a chapter (``safe`` lets only our own elements through); ``front`` gathers
the first page from the results; ``page`` renders; ``write`` puts it all in place, or nothing.
"""
