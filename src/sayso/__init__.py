"""Reads news reports of a crisis: what is said to have happened, where, when, how many, and on whose say-so."""

__version__ = "0.1.0"
