"""One module per subcommand; none but `launch` loads the interface."""
