"""The addresses that are answered, a file for each part of the desk."""
