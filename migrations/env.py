"""Runs the migrations on the connection that ``storage.schema.migrate`` hands over."""

from __future__ import annotations

from alembic import context

connection = context.config.attributes["connection"]
if connection.dialect.name == "postgresql":
    # A migration that waits for a lock holds up everybody who comes after it.
    connection.exec_driver_sql("SET LOCAL lock_timeout = '5s'")
    connection.exec_driver_sql("SET LOCAL statement_timeout = '60s'")

context.configure(connection=connection, transactional_ddl=True)
context.run_migrations()
