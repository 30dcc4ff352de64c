"""Both databases, as the store's own tests have them."""

from tests.store.conftest import postgres, store, url

__all__ = ["postgres", "store", "url"]
