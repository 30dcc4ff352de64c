"""What every page of ours stands on: its door, its forms, its marks as HTML, its server."""
