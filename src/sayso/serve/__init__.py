"""A record as web pages and as an API, for the people of one desk. Needs the extra ``serve``."""
