"""How the shipped reader is made; never imported by src."""
