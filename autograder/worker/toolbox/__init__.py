"""The course's own helpers that run in the worker, beside the student's code: ``student.kit.…`` in a check."""

from autograder.worker.toolbox.figures import Figures
from autograder.worker.toolbox.images import Images
from autograder.worker.toolbox.speech import Speech
from autograder.worker.toolbox.text import Text


class Toolbox(Text, Images, Speech, Figures):
    """Every public method can be called by a check; objects go by handle."""


__all__ = ["Toolbox"]
