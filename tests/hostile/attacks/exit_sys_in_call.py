"""attack: leaves with success inside a check
strategy: raises SystemExit(0) where a runner might treat it as a clean end
family: exit
question: q1_pool
expect: error
"""

import sys


def masked_mean(hidden, mask):
    sys.exit(0)
