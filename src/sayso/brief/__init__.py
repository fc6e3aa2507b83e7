"""What is new in a record since a moment, in sentences that each carry their say-so."""
