"""The parts of the page on policy lines: one line, and the ready ones."""
