"""The ways in which a person weighs the goals, one module each, and what the coach sets about them."""
