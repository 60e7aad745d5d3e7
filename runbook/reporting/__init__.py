"""What people read: reports folded from events, code frames, one file per format."""
