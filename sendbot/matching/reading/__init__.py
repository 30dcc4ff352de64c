"""A message as the matcher reads it: words, slips, acronyms, language."""
