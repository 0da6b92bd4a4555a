"""Swap signed contact cards face to face, with no server anywhere."""

__version__ = "0.1.0"
