"""Makes the head of the name finder (`sendbot/care/data/name_head.npz`): messages with invented names, and a
small network fitted to them."""
