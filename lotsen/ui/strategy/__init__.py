"""The parts of the page on goals: one goal, the national ones, their weights."""
