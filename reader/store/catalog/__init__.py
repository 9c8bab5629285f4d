"""Derived from the files and deletable at any moment: articles, words, vocabulary."""
