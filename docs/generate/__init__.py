"""Pages of the documentation that are made from the code, and the running of its snippets."""
