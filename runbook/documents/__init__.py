"""YAML 1.2 and JSON texts with the place of everything in them."""
