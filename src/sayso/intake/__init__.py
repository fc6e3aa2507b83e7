"""From bytes to a `Report`: pages, text files, JSON lines, folders, archives and addresses."""
