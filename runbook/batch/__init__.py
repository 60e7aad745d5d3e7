"""Many items: rows, budget, stages."""
