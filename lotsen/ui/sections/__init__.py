"""Parts of pages that are a screenful of their own: they get a visit and data, draw, and write at most once."""
