"""SQLAlchemy: rows, engine, migrations, and one module of functions per noun.

Rows stay in here, frozen dataclasses leave. The owner (`roadmap_id` or `organisation_id`) is the first parameter of
every function, so that a forgotten filter is a TypeError and not a leak. Stores never commit.
"""
