"""The plan: the graph of every road over every declared answer."""
