"""What `reader doctor` finds out: of the terminal, the folders, what is kept, the versions."""
