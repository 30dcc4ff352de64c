"""Which entry a message means, or that none does. Pure: values in, values out."""
