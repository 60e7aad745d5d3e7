"""The three providers as real servers on loopback."""
