"""Arguments to calls. Machine-readable output on stdout, the rest on stderr; errors are one line, no traceback."""
