"""The blind pick: each manager names customers before any result is shown; afterwards both are compared.

``seal`` closes a list by a hash and a time that a person gives; ``form`` is the Excel sheet; ``agreement`` how far
managers agree; ``compare`` where they and the data differ, in money.
"""
