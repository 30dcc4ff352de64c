"""One turn: a message in, a reply and events out. Pure: no network, database, environment, clock or
randomness."""
