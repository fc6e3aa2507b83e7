"""How a release is made and checked: hashes, wheel, bounds, parts. Never imported by ``src``."""
