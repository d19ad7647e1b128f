"""Small tokenizers, built from a check's own words in a moment, in the two conventions that pairs of sentences have."""

from __future__ import annotations

from typing import Any

from autograder.worker.toolbox.base import Base

# Besides the words: letters for what is no word, so that only strange characters are unknown.
_LETTERS = (
    "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"
    "يكةى۰۱۲۳۴۵۶۷۸۹٠١٢٣٤٥٦٧٨٩0123456789abcdefghijklmnopqrstuvwxyz.،؛؟:«»-"
    "\u200c\u064b\u064e\u064f\u0650\u0651\u0653\u0654"
)


class Tokenizers(Base):
    """Fast tokenizers saved to a folder and loaded from there."""

    def build_tokenizer(self, kind: str, words: list[str], **settings: Any) -> Any:
        """A tokenizer whose pieces are the words and all letters, as `PreTrainedTokenizerFast` loads it from a folder.

        Args:
            kind: "wordpiece", like BERT's: `[CLS] a [SEP] b [SEP]`, token types, ids of padding and unknown 3 and 1; "unigram",
                like XLM-R's: `<s> a </s></s> b </s>`, no token types, id of padding 1, `▁` before each word, whose
                offsets take in the blank before the word; "words", which knows whole words alone: `<s> a </s>`, word i as 4 + i.
            settings: of the tokenizer, for example `truncation_side="left"`.
        """
        folder = self.scratch_dir()
        builders = {"wordpiece": _wordpiece, "unigram": _unigram, "words": _whole_words}
        builders[kind](words, settings).save_pretrained(folder)
        return self.load_tokenizer_folder(folder)

    def load_tokenizer_folder(self, folder: str) -> Any:
        """Any fast tokenizer that was saved to a local folder."""
        from transformers import PreTrainedTokenizerFast

        return PreTrainedTokenizerFast.from_pretrained(folder)

    def tokens_and_offsets(self, tokenizer: Any, texts: list[str]) -> list[dict[str, list[Any]]]:
        """Ids and offsets of each text by itself, as the tokenizer says them, without special tokens."""
        encoded = tokenizer(
            texts, add_special_tokens=False, truncation=False, padding=False, return_offsets_mapping=True
        )
        return [
            {"ids": list(ids), "offsets": [list(span) for span in spans]}
            for ids, spans in zip(encoded["input_ids"], encoded["offset_mapping"], strict=True)
        ]


def _wordpiece(words: list[str], settings: dict[str, Any]) -> Any:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    # Padding is not 0 here, so that code which takes it for 0 shows.
    special = ["[MASK]", "[UNK]", "[CLS]", "[PAD]", "[SEP]"]
    pieces = [*special, *_distinct(words), *_LETTERS, *(f"##{letter}" for letter in _LETTERS)]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(
        ("[SEP]", vocabulary["[SEP]"]), ("[CLS]", vocabulary["[CLS]"])
    )
    names = {f"{name}_token": f"[{name.upper()}]" for name in ("mask", "unk", "cls", "pad", "sep")}
    inputs = ["input_ids", "token_type_ids", "attention_mask"]
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_input_names=inputs, **names, **settings)


def _unigram(words: list[str], settings: dict[str, Any]) -> Any:
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    special = ["<s>", "<pad>", "</s>", "<unk>"]
    scores = dict.fromkeys(special, 0.0)
    scores |= {f"▁{word}": -4.0 for word in _distinct(words)} | {"▁": -9.0}
    scores |= dict.fromkeys(_LETTERS, -12.0)
    tokenizer = Tokenizer(models.Unigram(list(scores.items()), unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.add_special_tokens(special)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return _with_roberta_names(tokenizer, settings)


def _whole_words(words: list[str], settings: dict[str, Any]) -> Any:
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    vocabulary = {word: index for index, word in enumerate(["<s>", "<pad>", "</s>", "<unk>", *words])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()  # pyright: ignore[reportAttributeAccessIssue]
    tokenizer.post_processor = processors.TemplateProcessing(  # pyright: ignore[reportAttributeAccessIssue]
        single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return _with_roberta_names(tokenizer, settings)


def _with_roberta_names(tokenizer: Any, settings: dict[str, Any]) -> Any:
    from transformers import PreTrainedTokenizerFast

    names = {"bos": "<s>", "cls": "<s>", "eos": "</s>", "sep": "</s>", "pad": "<pad>", "unk": "<unk>"}
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_input_names=["input_ids", "attention_mask"],
        **{f"{name}_token": token for name, token in names.items()},
        **settings,
    )


def _distinct(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))
