"""The parts of the page on scenarios."""
