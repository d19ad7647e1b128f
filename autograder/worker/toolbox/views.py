"""Tokenizers of several conventions, and texts encoded by the course, for the assignments in two languages."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from autograder.worker.toolbox.languages import Languages
from autograder.worker.toolbox.spelling import standard_spelling
from course.kit import checkpoints
from course.kit.data import Row


class Views(Languages):
    """English, Persian, or both."""

    def odd_tokenizer(self, words: Sequence[str]) -> Any:
        """A tokenizer of whole words with a convention of its own: `a <sep> b <sep> <cls>`, token types 0, 2 and 1."""
        from tokenizers import Tokenizer, models, pre_tokenizers, processors
        from transformers import PreTrainedTokenizerFast

        special = ["<unk>", "<pad>", "<cls>", "<sep>"]
        vocabulary = {word: index for index, word in enumerate([*special, *words])}
        tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
        tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()  # pyright: ignore[reportAttributeAccessIssue]
        tokenizer.post_processor = processors.TemplateProcessing(  # pyright: ignore[reportAttributeAccessIssue]
            single="$A:0 <sep>:0 <cls>:1",
            pair="$A:0 <sep>:0 $B:2 <sep>:2 <cls>:1",
            special_tokens=[("<sep>", 3), ("<cls>", 2)],
        )
        return PreTrainedTokenizerFast(
            tokenizer_object=tokenizer,
            model_input_names=["input_ids", "token_type_ids", "attention_mask"],
            unk_token="<unk>",
            pad_token="<pad>",
            cls_token="<cls>",
            sep_token="<sep>",
        )

    def encode_columns(
        self, checkpoint: str, rows: list[Row], columns: Sequence[str]
    ) -> list[dict[str, list[int]]]:
        """Texts of rows in the spelling that all registers share, at most 128 tokens each; to be kept in the worker."""
        tokenizer = checkpoints.load_tokenizer(checkpoint, self._profile)
        first, *second = ([_one_edition(row[column]) for row in rows] for column in columns)
        encoded = tokenizer(first, second[0] if second else None, truncation=True, max_length=128)
        return [{key: encoded[key][index] for key in encoded} for index in range(len(rows))]


def _one_edition(text: str) -> str:
    """The text without what tells its edition: marks, tatweel, and ZWNJ at the end of words too."""
    return re.sub(r"\u200c+(?!\w)", "", re.sub("[\u0640\u064b-\u0652]", "", standard_spelling(text)))
