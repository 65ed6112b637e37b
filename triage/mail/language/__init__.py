"""Which language the words are in."""
