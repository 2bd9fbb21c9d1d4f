"""Helpers of the customer-strategy course.

One subpackage a station, one module a concept; see the tree in README.md. Importing this
package is cheap on purpose: it loads neither pandas nor matplotlib.
"""

__version__ = "0.1.0"
