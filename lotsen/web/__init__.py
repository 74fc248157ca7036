"""Starlette: the doors, uploads, health and headers beside the screens."""
