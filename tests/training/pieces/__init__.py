"""Learns from the words of a message whether another piece of it is still coming."""
