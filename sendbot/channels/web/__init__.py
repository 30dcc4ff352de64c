"""Families in a browser: the chat page and the pages of answers. The process keeps no state of a family."""
