def figures(firm, results):
    return {}
