"""A simulated month: thousands of mails through the real flow, and what must be true of all that left the house."""
