"""How the tables came to be: Alembic's migrations, which import nothing of ours."""
