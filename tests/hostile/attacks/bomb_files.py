"""attack: opens files without end
strategy: keeps every descriptor
family: resources
question: q1_pool
expect: error
"""


def masked_mean(hidden, mask):
    kept = []
    while True:
        kept.append(open("/dev/null", encoding="utf-8"))
