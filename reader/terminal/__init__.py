"""What the terminal can do, and the bytes we send it."""
