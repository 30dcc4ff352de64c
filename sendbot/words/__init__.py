"""The small markup of curated texts, days as they are said, and cells of spreadsheets: each rule once, below
all who use it."""
