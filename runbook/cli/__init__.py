"""The command line: puts the world together, shows what happened, chooses the exit code."""
