"""Files of other systems, to and from the knowledge."""
