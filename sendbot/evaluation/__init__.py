"""Labelled questions in, figures out. Pure: ranking and deciding are handed in."""
