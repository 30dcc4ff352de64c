"""What leads do with logged questions: grouping, ranking, drafting, figures, reports. Pure: values in, values
out."""
