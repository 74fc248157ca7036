"""Results as sentences and small tables: one place for screen, phone and documents."""
