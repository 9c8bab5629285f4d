"""Precious: what a person did with each article."""
