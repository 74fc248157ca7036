"""The categories page in parts: how to begin, the tree, the money that is stated, and the pictures."""
