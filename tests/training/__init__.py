"""Programs that make what the package ships fitted. They are not shipped; anyone can run them again."""
