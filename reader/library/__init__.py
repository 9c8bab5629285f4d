"""A folder on disk to articles: walking, decoding, front matter and its repair."""
