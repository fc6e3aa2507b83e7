"""Numbered steps from one form of the record to the next; a step never changes once a release has shipped it."""
