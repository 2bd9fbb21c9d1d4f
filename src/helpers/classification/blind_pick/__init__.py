"""The blind pick: each manager names customers before any result is shown; afterwards both are compared.

``form`` is the Excel sheet, ``fill`` the form in the notebook (:mod:`helpers.company.seal` closes a list); ``agreement`` how far
managers agree; ``compare`` where they and the data differ, in money.
"""
