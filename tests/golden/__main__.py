"""`python -m tests.golden`: the golden mails against their expected results. Exit status 1 where one differs.

--rewrite writes what the parser says today beside every golden mail; --score judges the replies against their authors.
"""

import sys

from tests.golden.golden import MAILS, expected, interesting, read, rewrite
from tests.golden.score import report

if sys.argv[1:] == ["--rewrite"]:
    print(f"{rewrite()} of {len(MAILS)} files changed; look at the diff")
elif sys.argv[1:] == ["--score"]:
    print(report())
else:
    wrong = [path.name for path in MAILS if interesting(read(path)) != expected(path)]
    print("\n".join(wrong) or f"all {len(MAILS)} as expected")
    sys.exit(bool(wrong))
