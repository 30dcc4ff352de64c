"""The house held against the code: one table, one checker, planted violations, and the pictures made from the
table."""
