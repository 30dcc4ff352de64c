"""What every channel that serves many families stands on: records in batches, threads, figures, an end."""
