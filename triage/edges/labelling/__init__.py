"""The labelling notebook's other half: mails and suspected labels in, one key a label, training rows out.

Labels are kept in two places: the journal (`labelling/journal.jsonl` of the shop folder: who said what when, no word of
a mail) and the training rows themselves.
"""

from triage.edges.labelling.board import Board
from triage.edges.labelling.opening import export, open_board, open_review, open_second, open_third, show_agreement
from triage.edges.labelling.sources import unlabelled

__all__ = ["Board", "export", "open_board", "open_review", "open_second", "open_third", "show_agreement", "unlabelled"]
