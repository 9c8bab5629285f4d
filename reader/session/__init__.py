"""The use cases: open a library, browse, search, read, remember; one module each."""
