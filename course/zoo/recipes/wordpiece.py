"""Trains the WordPiece tokenizer of the Persian mini checkpoints."""

from random import Random

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers
from transformers import PreTrainedTokenizerFast

from course.recipes.farstail import grammar

SPECIAL = {
    "pad_token": "[PAD]",
    "unk_token": "[UNK]",
    "cls_token": "[CLS]",
    "sep_token": "[SEP]",
    "mask_token": "[MASK]",
}
PAIRS = 30_000


def train_tokenizer(paragraphs: list[str], vocabulary: int, seed: int) -> PreTrainedTokenizerFast:
    """A BERT tokenizer of at most `vocabulary` pieces, from Wikipedia and the sample's grammar.

    The only normalisation is NFC: unlike BERT's own it keeps the zero-width non-joiner, which Persian
    spelling needs, and the hamza and madda, which BERT strips as accents.
    """
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece(prefix="##")
    trainer = trainers.WordPieceTrainer(
        vocab_size=vocabulary,
        special_tokens=list(SPECIAL.values()),
        limit_alphabet=160,
        initial_alphabet=list("يكىةؤئأإآ٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹ـ‌"),
        show_progress=False,
    )
    rng = Random(f"wordpiece {seed}")
    tokenizer.train_from_iterator([*paragraphs, *_grammar_text(rng)], trainer)
    cls, sep = (tokenizer.get_vocab()[SPECIAL[name]] for name in ("cls_token", "sep_token"))
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", sep), ("[CLS]", cls))
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=128, **SPECIAL)


def _grammar_text(rng: Random) -> list[str]:
    lines = []
    for _ in range(PAIRS):
        situation = grammar.draw_situation(rng)
        lines.append(grammar.sentence(grammar.premise(rng, situation)))
        lines.append(grammar.sentence(grammar.continuation(rng, situation)))
    return lines
