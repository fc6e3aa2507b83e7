"""Accuracy and speed, measured. Never imported by the package."""
