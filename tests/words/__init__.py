"""The markup, days and cells."""
