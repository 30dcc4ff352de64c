"""The review desk: the staff web page. It reads and writes the store, shows the knowledge, and cannot reach
families."""
