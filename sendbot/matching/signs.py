"""Signs that a message shows before any entry is considered: small talk, another nation, a question about one case, noise."""
