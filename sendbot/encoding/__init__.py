"""Text in, vectors out: the one encoder of every language, its tokens, its weights, and the vectors of texts
seen before."""
