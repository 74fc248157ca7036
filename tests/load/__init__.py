"""Driving the real server over its own websocket, without a browser."""
