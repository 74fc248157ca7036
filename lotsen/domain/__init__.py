"""The nouns of the field as frozen values, and the rules that need no database. Knows nobody."""
