"""HTML to the text a reader sees, and what is hidden from one."""
