"""Which column is what: headers, synonyms, labels of known systems, content, proposals, what a person confirmed."""
