"""What is legal but unwise, one file per rule."""
