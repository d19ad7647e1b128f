"""Pretrains mini-parsbert: 12 thin BERT layers, from masked words and swapped words, without any label.

Run: python -m course.zoo.recipes.mini_parsbert --text fa_wiki.train.txt --out course/zoo/mini-parsbert

1. Three layers learn masked words of Persian Wikipedia and of pairs of sentences about one event. Words of a
   kind come to lie together; only the embeddings are kept.
2. Three new layers learn which words of a pair's second sentence were swapped for others of their kind
   (ELECTRA's replaced-token detection), and on the first token whether any was. Queries start equal to keys:
   a word then attends to its own copy in the other sentence, which thin models hardly discover by themselves.
3. The layers are spread over the first seven of twelve; the new ones start as the identity. A last training
   silences attention heads at random and reads the answer after layer 9, 10, 11 or 12, so that pruned and
   shortened models work.
"""

from __future__ import annotations

import argparse
import json
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertForPreTraining, PreTrainedTokenizerFast

from course.recipes.farstail import grammar
from course.recipes.farstail.words import SLOTS, SYNONYMS, VERBS
from course.zoo import registry
from course.zoo.recipes.wordpiece import train_tokenizer

VOCABULARY = 2800
BATCH = 48
WIKI_TOKENS = 48
IGNORED = -100
GROWN_FROM = (0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2)
ORIGINALS = (0, 3, 6)
EXITS = (9, 10, 11, 12, 12, 12)
WORD_MIX, WORD_STEPS, WORD_RATE = "mmw", 1200, 3e-3
SHALLOW_MIX, SHALLOW_STEPS, SHALLOW_RATE = "sssssssssw", 3000, 2e-3
DEEP_MIX, DEEP_STEPS, DEEP_RATE = "ssssw", 700, 4e-4


class Corpus:
    """Endless batches of unlabelled text: Wikipedia pieces, and pairs of sentences about one event."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, paragraphs: list[str], seed: int) -> None:
        self.tokenizer = tokenizer
        self.rng = Random(f"mini-parsbert {seed}")
        self.generator = torch.Generator().manual_seed(seed)
        self.pieces: dict[str, list[int]] = {}
        ids = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in paragraphs]
        flat = [token for paragraph in ids for token in paragraph]
        rows = len(flat) // WIKI_TOKENS
        self.wiki = torch.tensor(flat[: rows * WIKI_TOKENS]).view(rows, WIKI_TOKENS)

    def wiki_batch(self) -> dict[str, Tensor]:
        """Pieces of Wikipedia with 15 % of the tokens masked."""
        chosen = torch.randint(len(self.wiki), (BATCH // 2,), generator=self.generator)
        body = self.wiki[chosen]
        edge = torch.ones(len(body), 1, dtype=torch.long)
        ids = torch.cat([edge * self._special("cls"), body, edge * self._special("sep")], dim=1)
        masked = torch.rand(ids.shape, generator=self.generator) < 0.15
        masked[:, 0] = masked[:, -1] = False
        return {
            "input_ids": ids.masked_fill(masked, self._special("mask")),
            "token_type_ids": torch.zeros_like(ids),
            "attention_mask": torch.ones_like(ids),
            "words": ids.masked_fill(~masked, IGNORED),
        }

    def masked_pairs(self) -> dict[str, Tensor]:
        """Pairs with half of the second sentence and a little of the first masked."""
        batch = self._pad([self._pair(swap=False) for _ in range(BATCH)])
        ids = batch["input_ids"]
        # Words that carry content are what copying from the first sentence can restore.
        chance = torch.where(batch["content"] == 1, 0.4, 0.05)
        free = batch["attention_mask"].bool() & (ids != self._special("cls")) & (ids != self._special("sep"))
        masked = (torch.rand(ids.shape, generator=self.generator) < chance) & free
        batch["words"] = ids.masked_fill(~masked, IGNORED)
        batch["input_ids"] = ids.masked_fill(masked, self._special("mask"))
        return batch

    def swapped_pairs(self) -> dict[str, Tensor]:
        """Pairs where in about half of the second sentences one word or two were swapped."""
        batch = self._pad([self._pair(swap=self.rng.random() < 0.45) for _ in range(BATCH)])
        batch["any_swapped"] = (batch["swapped"] == 1).any(dim=1).long()
        return batch

    def _pair(self, swap: bool) -> tuple[list[int], ...]:
        situation = grammar.draw_situation(self.rng)
        first = grammar.premise(self.rng, situation)
        second = grammar.continuation(self.rng, situation)
        flags = [0] * len(second)
        if swap:
            second, flags = swap_parts(self.rng, situation, second)
        ids = [self._special("cls"), *self._ids(first), self._special("sep")]
        types, swapped, content = [0] * len(ids), [IGNORED] * len(ids), [0] * len(ids)
        for part, flag in zip(second, flags, strict=True):
            tokens = self._ids([part])
            ids += tokens
            swapped += [flag] * len(tokens)
            content += [int(part.kind != "")] * len(tokens)
        ids.append(self._special("sep"))
        swapped.append(IGNORED)
        content.append(0)
        return ids, types + [1] * (len(ids) - len(types)), swapped, content

    def _ids(self, parts: list[grammar.Part]) -> list[int]:
        ids = []
        for part in parts:
            if part.text not in self.pieces:
                self.pieces[part.text] = self.tokenizer(part.text, add_special_tokens=False)["input_ids"]
            ids += self.pieces[part.text]
        return ids

    def _special(self, name: str) -> int:
        return getattr(self.tokenizer, f"{name}_token_id")

    def _pad(self, pairs: list[tuple[list[int], ...]]) -> dict[str, Tensor]:
        longest = max(len(ids) for ids, *_ in pairs)

        def padded(column: int, fill: int) -> Tensor:
            return torch.tensor([pair[column] + [fill] * (longest - len(pair[column])) for pair in pairs])

        ids = padded(0, self._special("pad"))
        return {
            "input_ids": ids,
            "token_type_ids": padded(1, 0),
            "attention_mask": (ids != self._special("pad")).long(),
            "swapped": padded(2, IGNORED),
            "content": padded(3, 0),
        }


def swap_parts(
    rng: Random, situation: grammar.Situation, parts: list[grammar.Part]
) -> tuple[list[grammar.Part], list[int]]:
    """Swap one word, sometimes two, for another of its kind; returns the parts and 1 where one was swapped.

    In a denied statement only the verb is swapped: another value there would make just as good a sentence.
    """
    denied = any(part.text in {"نبود", "انجام نشد"} for part in parts)
    kinds = {"was", "done"} if denied else {*SLOTS, "thing", "verb", "was", "done"}
    places = [index for index, part in enumerate(parts) if part.kind in kinds]
    # Mostly words that the first sentence has too: only there can a reader know that something was swapped.
    weights = [6 if parts[index].kind in situation.main.slots else 1 for index in places]
    chosen = set(rng.choices(places, weights, k=1 if rng.random() < 0.8 else 2))
    swapped, flags = list(parts), [0] * len(parts)
    for index in chosen:
        swapped[index] = grammar.Part(_another(rng, situation, parts[index]), parts[index].kind)
        flags[index] = int(swapped[index].text != parts[index].text)
    return swapped, flags


def _another(rng: Random, situation: grammar.Situation, part: grammar.Part) -> str:
    if part.kind == "was":
        return "بود" if part.text == "نبود" else "نبود"
    if part.kind == "done":
        return "انجام شد" if part.text == "انجام نشد" else "انجام نشد"
    if part.kind == "thing":
        pool = situation.main.things.things
    elif part.kind == "verb":
        opposite = VERBS[situation.main.verb].opposite
        pool = (opposite,) if opposite else tuple(VERBS)
    else:
        pool = SLOTS[part.kind]
        second = situation.second
        if second is not None and part.kind in second.slots and rng.random() < grammar.BORROWED:
            return second.slots[part.kind]
    same = {
        part.text,
        situation.main.verb,
        *(value for value, other in SYNONYMS.items() if other == part.text),
    }
    text = rng.choice([value for value in pool if value not in same])
    return SYNONYMS[text] if text in SYNONYMS and rng.random() < grammar.SYNONYM else text


class Pretrainer(nn.Module):
    """The model with the losses of the three stages; the detection head is thrown away afterwards."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        # Typed loosely: transformers declares its submodules as Tensor | Module.
        self.model: Any = BertForPreTraining(config)
        self.detect = nn.Linear(config.hidden_size, 1)

    def forward(self, batch: dict[str, Tensor], depth: int | None = None) -> Tensor:
        """The sum of the losses that the batch has targets for, read after `depth` layers."""
        output = self.model.bert(
            input_ids=batch["input_ids"],
            attention_mask=batch["attention_mask"],
            token_type_ids=batch["token_type_ids"],
            output_hidden_states=depth is not None,
        )
        hidden = output.last_hidden_state if depth is None else output.hidden_states[depth]
        loss = hidden.new_zeros(())
        if "words" in batch:
            masked = batch["words"] != IGNORED
            scores = self.model.cls.predictions(hidden[masked])
            loss = loss + functional.cross_entropy(scores, batch["words"][masked])
        if "swapped" in batch and "any_swapped" in batch:
            judged = batch["swapped"] != IGNORED
            found = self.detect(hidden[judged]).squeeze(-1)
            loss = loss + 4 * functional.binary_cross_entropy_with_logits(
                found, batch["swapped"][judged].float()
            )
            pooled = self.model.bert.pooler(hidden)
            loss = loss + functional.cross_entropy(
                self.model.cls.seq_relationship(pooled), batch["any_swapped"]
            )
        return loss


def configuration(vocab_size: int, layers: int) -> BertConfig:
    """The thin BERT; ParsBERT's own has hidden size 768 and 100,000 words."""
    return BertConfig(
        vocab_size=vocab_size,
        hidden_size=64,
        num_hidden_layers=layers,
        num_attention_heads=4,
        intermediate_size=256,
        max_position_embeddings=128,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        initializer_range=0.1,
    )


def tie_queries_to_keys(model: Any) -> None:
    """Start with equal query and key matrices, and with word forms weighing more than positions."""
    with torch.no_grad():
        for layer in model.bert.encoder.layer:
            attention = layer.attention.self
            attention.query.weight.normal_(0, 0.15)
            attention.key.weight.copy_(attention.query.weight)
        model.bert.embeddings.position_embeddings.weight.mul_(0.2)


def grow(shallow: Any) -> BertForPreTraining:
    """Twelve layers that compute what the three did: the new ones have output projections of zero."""
    deep: Any = BertForPreTraining(configuration(shallow.config.vocab_size, len(GROWN_FROM)))
    state = {name: value for name, value in shallow.state_dict().items() if ".encoder.layer." not in name}
    deep.load_state_dict(state, strict=False)
    with torch.no_grad():
        for index, source in enumerate(GROWN_FROM):
            layer = deep.bert.encoder.layer[index]
            layer.load_state_dict(shallow.bert.encoder.layer[source].state_dict())
            if index in ORIGINALS:
                continue
            norm = shallow.bert.encoder.layer[source].output.LayerNorm
            # A post-norm layer normalises twice more: scale and shift must give back the spread and mean
            # that the source's last norm left, or nine new layers drift far from the identity.
            spread = (norm.weight.square().mean() + norm.bias.var()).sqrt()
            for block in (layer.attention.output, layer.output):
                block.dense.weight.zero_()
                block.dense.bias.zero_()
                block.LayerNorm.weight.fill_(spread)
                block.LayerNorm.bias.fill_(norm.bias.mean())
    return deep


def drop_heads(model: Any, share: float, generator: torch.Generator) -> list:
    """Hooks that silence a random share of each layer's heads for each batch."""
    heads = model.config.num_attention_heads

    def silence(module: nn.Module, inputs: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        kept = (torch.rand(heads, generator=generator) >= share).float()
        context = inputs[0].unflatten(-1, (heads, -1)) * kept[:, None]
        return (context.flatten(-2), *inputs[1:])

    return [layer.attention.output.register_forward_pre_hook(silence) for layer in model.bert.encoder.layer]


def train(
    pretrainer: Pretrainer,
    batches: Iterator[dict[str, Tensor]],
    steps: int,
    peak: float,
    *,
    depth: Callable[[], int | None] = lambda: None,
) -> None:
    """AdamW at a rate that warms up to `peak` and falls to zero in the second half; prints its losses."""
    optimizer = torch.optim.AdamW(pretrainer.parameters(), lr=peak, weight_decay=0.01, fused=True)
    losses: dict[str, list[float]] = {"swapped": [], "masked": []}
    start = time.perf_counter()
    for step in range(steps):
        optimizer.param_groups[0]["lr"] = peak * min(1.0, (step + 1) / 100, 2 * (1 - step / steps))
        optimizer.zero_grad(set_to_none=True)
        batch = next(batches)
        loss = pretrainer(batch, depth())
        loss.backward()
        nn.utils.clip_grad_norm_(pretrainer.parameters(), 1.0)
        optimizer.step()
        losses["swapped" if "any_swapped" in batch else "masked"].append(loss.item())
        if (step + 1) % 200 == 0:
            means = ", ".join(
                f"{name} {sum(last[-80:]) / len(last[-80:]):.3f}" for name, last in losses.items() if last
            )
            print(f"  step {step + 1}: {means}, {time.perf_counter() - start:.0f} s", flush=True)


def mixed(corpus: Corpus, kinds: str) -> Iterator[dict[str, Tensor]]:
    """Batches in the order of the letters: m masked pairs, s swapped pairs, w Wikipedia."""
    draw = {"m": corpus.masked_pairs, "s": corpus.swapped_pairs, "w": corpus.wiki_batch}
    while True:
        for kind in kinds:
            yield draw[kind]()


def paragraphs_of(text: Path) -> list[str]:
    """The non-empty lines of a text file in Unicode's composed form."""
    return [
        unicodedata.normalize("NFC", line.strip())
        for line in text.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def build(text: Path, out: Path, seed: int = 0) -> None:
    """Train the tokenizer and the model, and write the checkpoint to `out`."""
    torch.manual_seed(seed)
    start = time.perf_counter()
    paragraphs = paragraphs_of(text)
    tokenizer = train_tokenizer(paragraphs, VOCABULARY, seed)
    corpus = Corpus(tokenizer, paragraphs, seed)

    print("1. masked words", flush=True)
    words = Pretrainer(configuration(len(tokenizer), 3))
    train(words, mixed(corpus, WORD_MIX), WORD_STEPS, WORD_RATE)
    print("2. swapped words", flush=True)
    shallow = Pretrainer(words.model.config)
    tie_queries_to_keys(shallow.model)
    shallow.model.bert.embeddings.load_state_dict(words.model.bert.embeddings.state_dict())
    shallow.model.cls.predictions.load_state_dict(words.model.cls.predictions.state_dict())
    train(shallow, mixed(corpus, SHALLOW_MIX), SHALLOW_STEPS, SHALLOW_RATE)
    print("3. twelve layers", flush=True)
    deep = Pretrainer(shallow.model.config)
    deep.model = grow(shallow.model)
    deep.detect = shallow.detect
    hooks = drop_heads(deep.model, 0.2, corpus.generator)
    train(deep, mixed(corpus, DEEP_MIX), DEEP_STEPS, DEEP_RATE, depth=lambda: corpus.rng.choice(EXITS))
    for hook in hooks:
        hook.remove()
    save(deep.model, tokenizer, out)
    print(f"done in {(time.perf_counter() - start) / 60:.1f} minutes", flush=True)


def save(model: BertForPreTraining, tokenizer: PreTrainedTokenizerFast, out: Path) -> None:
    """Write model, tokenizer, vocabulary and checksums."""
    model.config.hidden_dropout_prob = model.config.attention_probs_dropout_prob = 0.1
    model.config.initializer_range = 0.02
    model.save_pretrained(out)
    tokenizer.save_pretrained(out)
    path = out / "tokenizer_config.json"
    settings = json.loads(path.read_text(encoding="utf-8"))
    kept = {
        name: value
        for name, value in settings.items()
        if name not in {"is_local", "local_files_only", "backend"}
    }
    kept["tokenizer_class"] = "PreTrainedTokenizerFast"
    # Without this line a generic tokenizer leaves out the token types that BERT tells the sentences apart by.
    kept["model_input_names"] = ["input_ids", "token_type_ids", "attention_mask"]
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
    words = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    (out / "vocab.txt").write_text("".join(word + "\n" for word, _ in words), encoding="utf-8")
    for path in out.iterdir():
        path.chmod(0o644)
    registry.publish(out)


def main() -> None:
    """Read the command line and build."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--text", type=Path, required=True, help="Persian plain text, one paragraph a line")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    build(options.text, options.out, options.seed)


if __name__ == "__main__":
    main()
