"""What is done by the clock is seen at the desk."""

from tests.desk.conftest import client, clock, context  # noqa: F401 - fixtures
