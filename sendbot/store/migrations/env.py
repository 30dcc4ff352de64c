"""How Alembic runs here: on the connection that the store hands over, never from a command line of its
own."""

from alembic import context

from sendbot.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
