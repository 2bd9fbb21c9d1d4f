"""Who will grow: a model that is frozen at a day, tried on later days, and silent when it knows nothing.

Callable alone: ``from helpers.classification.growth.model import forecast``.
"""
