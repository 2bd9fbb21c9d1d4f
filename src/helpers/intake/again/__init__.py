"""A further export is added to a client folder: ``course import … --add``.

``documents`` compares order lines document by document, ``rows`` joins tables that have a key, ``history``
keeps each import's own account, ``add`` puts it together and stops where the past has changed.
"""
