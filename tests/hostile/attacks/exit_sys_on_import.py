"""attack: leaves with success while it is imported
strategy: sys.exit(0) at module level
family: exit
question: q1_pool
expect: error
"""

import sys

sys.exit(0)
