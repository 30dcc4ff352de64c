"""What is done by the clock is seen at the desk."""

from tests.desk.conftest import client, clock, context  # noqa: F401 - fixtures
from tests.store.conftest import postgres, store, url  # noqa: F401 - fixtures
