"""The course's own helpers that run in the worker, beside the student's code: ``student.kit.…`` in a check."""

from autograder.worker.toolbox.accumulation import Accumulation
from autograder.worker.toolbox.encoders import Encoders
from autograder.worker.toolbox.figures import Figures
from autograder.worker.toolbox.images import Images
from autograder.worker.toolbox.speech import Speech
from autograder.worker.toolbox.spreadsheets import Spreadsheets
from autograder.worker.toolbox.text import Text
from autograder.worker.toolbox.tokenizers import Tokenizers
from autograder.worker.toolbox.transfer import Transfer
from autograder.worker.toolbox.views import Views


class Toolbox(
    Text, Images, Speech, Transfer, Encoders, Tokenizers, Spreadsheets, Views, Accumulation, Figures
):
    """Every public method can be called by a check; objects go by handle."""


__all__ = ["Toolbox"]
