"""What a mail is: bytes in, a `Mail` out. Pure; no socket, no clock, no disk."""
