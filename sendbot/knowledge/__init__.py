"""What the bot may say: entries and the words around them, read from YAML and checked. Pure but for
`reading`."""
