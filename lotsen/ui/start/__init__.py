"""The parts of the start page: organisations and their roadmaps."""
