"""attack: returns a handle it made up
strategy: a HandleRef with the class name Tensor and a number nobody gave out
family: lies
question: q1_pool
expect: failed invalid killed
"""


def masked_mean(hidden, mask):
    from autograder.worker.wire import HandleRef

    return HandleRef(10**9, ("Tensor", "Module"))
