"""What the words name: orders, parcels, sums, days, people and links."""
