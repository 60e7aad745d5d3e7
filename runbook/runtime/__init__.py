"""The only door to the street: network, disk, clock, environment."""
