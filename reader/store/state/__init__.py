"""Precious: what the person did. Written by its own connection, read by the catalog's too."""
