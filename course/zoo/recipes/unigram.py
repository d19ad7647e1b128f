"""Trains the Unigram tokenizer of mini-xlmr, in the format of XLM-R's."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable

from tokenizers import AddedToken, Regex, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers
from tokenizers import decoders as decoding
from transformers import PreTrainedTokenizerFast

FIRST = ["<s>", "<pad>", "</s>", "<unk>"]
PART_PENALTY = 5.0
MASK = AddedToken("<mask>", lstrip=True, special=True)
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,;:!?'’“”\"()-"
PERSIAN = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژکگی۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩،؛؟«»ـ"
# The zero-width non-joiner and the diacritics.
PERSIAN += "\u200c\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654"


def train_tokenizer(lines: Iterable[str], words: int, parts: int, length: int) -> PreTrainedTokenizerFast:
    """A tokenizer with XLM-R's special tokens, ids and templates.

    A pair is `<s> a </s></s> b </s>` and has no token types. As in SentencePiece, no piece spans letters and
    punctuation. NFKC keeps the zero-width non-joiner.

    Args:
        lines: text to train on.
        words: how many of the commonest words become pieces. The trainer takes its candidates from substrings that
            several different words share, and would cut nearly every word of a small vocabulary into letters.
        parts: how many parts of words the trainer adds for all other words.
        length: the longest input in tokens.
    """
    lines = list(lines)
    tokenizer = _blank(models.Unigram())
    trainer = trainers.UnigramTrainer(
        vocab_size=parts, initial_alphabet=list(LETTERS + PERSIAN), show_progress=False
    )
    tokenizer.train_from_iterator(lines, trainer)
    scores = {
        piece: score - PART_PENALTY for piece, score in json.loads(tokenizer.to_str())["model"]["vocab"]
    }
    counts = Counter(piece for line in lines for piece, _ in _pieces(tokenizer, line))
    total = counts.total()
    scores |= {word: math.log(count / total) for word, count in counts.most_common(words)}
    vocabulary = [(name, 0.0) for name in FIRST] + sorted(
        scores.items(), key=lambda item: (-item[1], item[0])
    )
    tokenizer = _blank(models.Unigram(vocabulary, unk_id=FIRST.index("<unk>")))
    tokenizer.add_special_tokens([*FIRST, MASK])
    start, end = ("<s>", 0), ("</s>", 2)
    tokenizer.post_processor = processors.RobertaProcessing(
        end, start, trim_offsets=True, add_prefix_space=False
    )
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=length,
        bos_token="<s>",
        eos_token="</s>",
        cls_token="<s>",
        sep_token="</s>",
        unk_token="<unk>",
        pad_token="<pad>",
        mask_token=MASK,
        model_input_names=["input_ids", "attention_mask"],
    )


def _blank(model: models.Unigram) -> Tokenizer:
    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation(), pre_tokenizers.Metaspace()]
    )
    tokenizer.decoder = decoding.Metaspace()
    return tokenizer


def _pieces(tokenizer: Tokenizer, line: str) -> list[tuple[str, tuple[int, int]]]:
    return tokenizer.pre_tokenizer.pre_tokenize_str(tokenizer.normalizer.normalize_str(line))
