"""Knowledge and everything that finds its way in it, put together once."""
