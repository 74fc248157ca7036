"""`python -m lotsen ...`: see `lotsen.cli`."""

import sys

from lotsen.cli import main

sys.exit(main())
