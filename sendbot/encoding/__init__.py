"""Sentence encoders: what a message means, as numbers."""
