"""attack: uses up all inodes
strategy: makes empty files until it cannot
family: writes
question: q1_pool
expect: error
"""


def masked_mean(hidden, mask):
    for number in range(10**6):
        open(f"/tmp/{number}", "wb").close()
