"""One page over all companies of a batch: what each is like, how it compares, what failed and why.

``figures`` takes the key figures out of a company's results, ``compare`` sets them against the industry,
``page`` and ``write`` make the page from the manifest alone, so that a thousand companies cost a second.
"""
