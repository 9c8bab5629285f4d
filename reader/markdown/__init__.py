"""Text to blocks to lines of a width: pure, lazy, and without any toolkit."""
