"""Orders and parcels of the shop, by kind of connector."""

from triage.edges.lookup.csv_file import CsvOrders, NoOrders

__all__ = ["CsvOrders", "NoOrders"]
