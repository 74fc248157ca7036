"""Measurements: they print figures, and end with 1 where a promise is not kept."""
