"""What the database does for the review desk."""
