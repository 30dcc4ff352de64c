"""The command line, split by who uses it."""
