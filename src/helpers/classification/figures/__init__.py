"""Pictures of RFM, ABC and potential, a file each."""

from helpers.classification.figures.abc import plot_abc
from helpers.classification.figures.potential import plot_potential
from helpers.classification.figures.rfm import plot_rfm

__all__ = ["plot_abc", "plot_potential", "plot_rfm"]
