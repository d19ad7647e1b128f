"""Trains the Unigram tokenizer of mini-albert, in the format of ALBERT's."""

from __future__ import annotations

import json
import math
from collections import Counter
from random import Random

from tokenizers import (
    AddedToken,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
    trainers,
)
from transformers import PreTrainedTokenizerFast

from course.recipes.pquad import grammar

PARAGRAPHS = 3000
SPECIAL = {
    "pad_token": "<pad>",
    "unk_token": "<unk>",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "mask_token": "[MASK]",
}


def train_tokenizer(
    paragraphs: list[str], subwords: int, vocabulary: int, length: int, seed: int
) -> PreTrainedTokenizerFast:
    """A unigram tokenizer in ALBERT's format; its only normalisation is NFC, so that ZWNJ, madda and hamza stay.

    Args:
        paragraphs: running text; paragraphs and questions of the grammar are added.
        subwords: how many pieces the trainer finds.
        vocabulary: how many there are once the commonest whole words are added.
        length: the longest input in tokens.
    """
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFC()
    # Splitting at blanks before ▁ is put in keeps the blanks out of the offsets.
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Metaspace(), pre_tokenizers.Punctuation()]
    )
    trainer = trainers.UnigramTrainer(
        vocab_size=subwords,
        special_tokens=list(SPECIAL.values()),
        unk_token=SPECIAL["unk_token"],
        initial_alphabet=list("يكىةؤئأإآ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹0123456789ـ\u200c\u0653\u0654ۀ«»؟،؛:().-"),
        show_progress=False,
    )
    lines = [*paragraphs, *_grammar_text(Random(f"mini-albert tokenizer {seed}"))]
    tokenizer.train_from_iterator(lines, trainer)
    tokenizer.model = models.Unigram(_with_whole_words(tokenizer, lines, vocabulary), unk_id=1)
    tokenizer.decoder = decoders.Metaspace()
    cls, sep = (tokenizer.token_to_id(SPECIAL[name]) for name in ("cls_token", "sep_token"))
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0",
        pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", cls), ("[SEP]", sep)],
    )
    tokenizer.add_special_tokens([AddedToken("[MASK]", lstrip=True)])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=length,
        # Named, or a generic tokenizer leaves out the token types that tell question and passage apart.
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
        **SPECIAL,
    )


def _with_whole_words(tokenizer: Tokenizer, lines: list[str], vocabulary: int) -> list[tuple[str, float]]:
    """The trained pieces and the commonest whole words among those that they miss.

    The trainer looks for pieces that several different words share: a common word that is no part of another
    would never become a piece.
    """
    counts: Counter[str] = Counter()
    for line in lines:
        normal = tokenizer.normalizer.normalize_str(line)
        counts.update(word for word, _ in tokenizer.pre_tokenizer.pre_tokenize_str(normal))
    total = counts.total()
    pieces = [(piece, score) for piece, score in json.loads(tokenizer.to_str())["model"]["vocab"]]
    known = {piece for piece, _ in pieces}
    words = [(word, math.log(count / total)) for word, count in counts.most_common() if word not in known]
    return pieces + words[: vocabulary - len(pieces)]


def _grammar_text(rng: Random) -> list[str]:
    lines = []
    for _ in range(PARAGRAPHS):
        paragraph = grammar.draw_paragraph(rng)
        lines.append(paragraph.context)
        # The question words need pieces too; which question belongs to what is not told.
        lines.append(grammar.draw_question(rng, grammar.draw_paragraph(rng)).text)
    return lines
