"""The same customer or product under two names: pairs proposed with a confidence and a reason.

``firms`` compares customers' names, ``goods`` products', ``propose`` puts both together with what was
answered before. Nothing is merged here: :mod:`helpers.company.same` does that when the folder is read,
for the pairs a person has answered with yes.
"""
