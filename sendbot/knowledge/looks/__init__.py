"""What copying, mixing up and forgetting leave in a folder: a module for each kind."""
