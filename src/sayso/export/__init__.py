"""A record's claims as files for other tools: one module a format, each leading back to claim, quote and say-so."""
