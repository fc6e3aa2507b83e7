"""Live intake: feeds, sitemaps and folders watched, what is new added to a record, and alerts told by rules."""
