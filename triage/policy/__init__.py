"""What we do with a mail. Pure: it is told the time, the settings and the rows; it never asks."""
