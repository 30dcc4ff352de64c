"""Who may come in at the desk."""
