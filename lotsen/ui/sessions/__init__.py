"""The parts of the page on coaching sessions."""
