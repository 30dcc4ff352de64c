"""Care: noticing danger, and removing personal details before anything is kept. Pure: values in, values
out."""
