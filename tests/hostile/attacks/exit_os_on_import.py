"""attack: leaves with success while it is imported
strategy: os._exit(0) at module level, before any check could fail
family: exit
question: q1_pool
expect: killed
"""

import os

os._exit(0)
