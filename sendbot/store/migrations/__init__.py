"""Alembic's migrations, packaged with sendbot and run when the store is opened."""
