"""What the labelled mails are: counted, checked, drawn, and what more of them would teach. Pure but for processor time.

Beside the rehearsal and not in `triage.model`, because a worker that judges mail needs none of it.
"""
