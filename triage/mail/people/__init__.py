"""Who wrote: addresses, identity, market relays, contact forms."""
