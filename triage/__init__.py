"""Email triage and careful auto-reply for online shops that sell across borders."""

__version__ = "0.1.0"
