"""The errors a caller acts on. Each message says what happened and what to do next."""


class TriageError(Exception):
    """Anything the user is told in one line."""


class ConfigError(TriageError):
    """A setting, template, guard file or password reference is wrong; the program must not start (exit 78)."""


class Unavailable(TriageError):
    """A server, file or disk cannot be used right now; try again later, nothing was changed."""


class Refused(TriageError):
    """A no for good (wrong password, 5xx, read-only folder, a worse model); trying again will not help."""


class BadModel(TriageError):
    """A model file is missing, altered or made for other labels or libraries; it was not loaded."""


class WorkerDied(TriageError):
    """The worker that read a mail was killed by its limits or crashed; the mail is counted as struck."""
