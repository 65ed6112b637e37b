"""Whether a machine wrote it."""
