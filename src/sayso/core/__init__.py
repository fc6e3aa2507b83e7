"""The types that every step shares, and the pure rules about them. Imports nothing else of sayso."""
