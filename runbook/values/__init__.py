"""JSON, unknown values and secrets, shapes, canonical text and digests."""
