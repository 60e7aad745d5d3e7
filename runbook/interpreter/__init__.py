"""The meaning of a procedure: two pure functions, decide and evolve."""
