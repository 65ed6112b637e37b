"""`python -m tests.golden --rewrite`: write what the parser says today beside every golden mail."""

import sys

from tests.golden.golden import MAILS, expected, interesting, read, rewrite

if sys.argv[1:] == ["--rewrite"]:
    print(f"{rewrite()} of {len(MAILS)} files changed; look at the diff")
else:
    wrong = [path.name for path in MAILS if interesting(read(path)) != expected(path)]
    print("\n".join(wrong) or f"all {len(MAILS)} as expected")
    sys.exit(bool(wrong))
