"""The sample inbox and order list that `triage demo` works on."""
