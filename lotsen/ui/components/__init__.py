"""The pieces that pages are made of: choices, fields, figures with their tables, and the document's own attributes."""
