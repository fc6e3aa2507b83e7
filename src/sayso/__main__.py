"""``python -m sayso``: the same as the command ``sayso``."""

import sys

from sayso.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
