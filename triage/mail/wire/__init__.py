"""From bytes to parts and text: MIME, transfer encodings, headers, charsets."""
