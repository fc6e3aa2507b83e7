"""A record for assistants, over the Model Context Protocol: read-only, every answer with its words and say-so."""
