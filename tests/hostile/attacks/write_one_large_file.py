"""attack: writes a file without end
strategy: a sparse and a dense file beyond any size
family: writes
question: q1_pool
expect: error
"""


def masked_mean(hidden, mask):
    with open("large", "wb") as file:
        file.truncate(2**45)
