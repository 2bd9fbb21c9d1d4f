"""What describes a market, one concept a module: every number the generator uses has a name and a meaning here.

Money in these descriptions is in major units (yuan); the generator turns it into minor units. What most
markets share is the default; a described market names only what differs.
"""

from helpers.demo.plans.dirt import Dirt
from helpers.demo.plans.finance import FinancePlan
from helpers.demo.plans.grading import Grading
from helpers.demo.plans.payments import Payments
from helpers.demo.plans.population import Industry, Population, Region, Size
from helpers.demo.plans.pricing import Pricing, RawMaterial
from helpers.demo.plans.products import Product
from helpers.demo.plans.purchasing import Purchasing
from helpers.demo.plans.returns import Returns
from helpers.demo.plans.seasons import Festival, Peak, Seasons
from helpers.demo.plans.story import StoryPlan

__all__ = [
    "Dirt",
    "Festival",
    "FinancePlan",
    "Grading",
    "Industry",
    "Payments",
    "Peak",
    "Population",
    "Pricing",
    "Product",
    "Purchasing",
    "RawMaterial",
    "Region",
    "Returns",
    "Seasons",
    "Size",
    "StoryPlan",
]
