"""Rules of the interviews."""

from helpers.language import msg
from helpers.rules import Rule

RULES = (
    Rule("agree_least", 0.667, msg("Interviews: agreement below which a theme's score is withheld"), "ratio", 0.4, 1),
    Rule("agree_good", 0.80, msg("Interviews: agreement from which conclusions are safe"), "ratio", 0.4, 1),
)
