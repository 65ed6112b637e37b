"""One IMAP account: a verified connection, its folders, and what arrives in them."""
