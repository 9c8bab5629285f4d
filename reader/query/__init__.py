"""What a person types into a tree; pure, and without knowledge of any engine."""
