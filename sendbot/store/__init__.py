"""The database: what happened, and the questions that could not be answered. Text enters only as
`Redacted`."""
