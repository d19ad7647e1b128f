"""Pretrains mini-parsbert: 12 thin BERT layers, from masked words and swapped words, without any label.

1. Three layers learn masked words of Persian Wikipedia and of pairs of sentences about one event. Words of a
   kind come to lie together; only the embeddings are kept.
2. Three new layers learn which words of a pair's second sentence were swapped for others of their kind
   (ELECTRA's replaced-token detection), and on the first token whether any was. They start so that a word
   attends to words like it in the other sentence, which thin models hardly discover by themselves.
3. The layers are spread over the first seven of twelve; the new ones start as the identity. A last training
   silences attention heads at random and reads the answer after layer 9, 10, 11 or 12, so that pruned and
   shortened models work.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional
from transformers import BertConfig, BertForPreTraining, PreTrainedTokenizerFast

from course.kit.errors import MissingResource
from course.recipes.farstail import grammar
from course.recipes.farstail.words import SLOTS, SYNONYMS, VERBS
from course.zoo import registry
from course.zoo.recipes.pretraining import Run, hash_of, train
from course.zoo.recipes.wordpiece import train_tokenizer

TEXT = Path("text_fa") / "fa_wiki.train.txt"
VOCABULARY = 2800
BATCH = 48
WIKI_TOKENS = 48
IGNORED = -100
GROWN_FROM = (0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2)
ORIGINALS = (0, 3, 6)
EXITS = (9, 10, 11, 12, 12, 12)
WORD_MIX, WORD_STEPS, WORD_RATE = "mw", 1600, 3e-3
SHALLOW_MIX, SHALLOW_STEPS, SHALLOW_RATE = "sssw", 4000, 2e-3
DEEP_MIX, DEEP_STEPS, DEEP_RATE = "sssw", 1200, 5e-4
DROPPED_HEADS = 0.25
SWAPPED_PAIRS = 0.45


class Corpus:
    """Endless batches of unlabelled text: Wikipedia pieces, and pairs of sentences about one event."""

    def __init__(self, tokenizer: PreTrainedTokenizerFast, paragraphs: list[str], run: Run) -> None:
        self.tokenizer = tokenizer
        self.run = run
        self.pieces: dict[str, list[int]] = {}
        ids = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in paragraphs]
        flat = [token for paragraph in ids for token in paragraph]
        rows = len(flat) // WIKI_TOKENS
        self.wiki = torch.tensor(flat[: rows * WIKI_TOKENS]).view(rows, WIKI_TOKENS)

    def mixed(self, stage: str, kinds: str) -> Callable[[int], dict[str, Any]]:
        """Batches in the order of the letters: m masked pairs, s swapped pairs, w Wikipedia."""
        kind = {"m": self.masked_pairs, "s": self.swapped_pairs, "w": self.wiki_batch}

        def draw(step: int) -> dict[str, Any]:
            rng = Random(f"mini-parsbert {self.run.seed} {stage} {step}")
            return kind[kinds[step % len(kinds)]](rng, self.run.generator(stage, step))

        return draw

    def wiki_batch(self, rng: Random, generator: torch.Generator) -> dict[str, Tensor]:
        """Pieces of Wikipedia with a fifth of the tokens masked."""
        chosen = torch.randint(len(self.wiki), (BATCH,), generator=generator)
        body = self.wiki[chosen]
        edge = torch.ones(len(body), 1, dtype=torch.long)
        ids = torch.cat([edge * self._special("cls"), body, edge * self._special("sep")], dim=1)
        masked = torch.rand(ids.shape, generator=generator) < 0.2
        masked[:, 0] = masked[:, -1] = False
        return {
            "input_ids": ids.masked_fill(masked, self._special("mask")),
            "token_type_ids": torch.zeros_like(ids),
            "attention_mask": torch.ones_like(ids),
            "words": ids.masked_fill(~masked, IGNORED),
        }

    def masked_pairs(self, rng: Random, generator: torch.Generator) -> dict[str, Tensor]:
        """Pairs with half of the second sentence and a little of the first masked."""
        batch = self._pad([self._pair(rng, swap=False) for _ in range(BATCH)])
        ids = batch["input_ids"]
        # Words that carry content are what copying from the first sentence can restore.
        chance = torch.where(batch["content"] == 1, 0.4, 0.05)
        free = batch["attention_mask"].bool() & (ids != self._special("cls")) & (ids != self._special("sep"))
        masked = (torch.rand(ids.shape, generator=generator) < chance) & free
        batch["words"] = ids.masked_fill(~masked, IGNORED)
        batch["input_ids"] = ids.masked_fill(masked, self._special("mask"))
        return batch

    def swapped_pairs(self, rng: Random, generator: torch.Generator) -> dict[str, Tensor]:
        """Pairs where in about half of the second sentences one word or two were swapped."""
        batch = self._pad([self._pair(rng, swap=rng.random() < SWAPPED_PAIRS) for _ in range(BATCH)])
        batch["any_swapped"] = (batch["swapped"] == 1).any(dim=1).long()
        return batch

    def _pair(self, rng: Random, swap: bool) -> tuple[list[int], ...]:
        situation = grammar.draw_situation(rng)
        first = grammar.premise(rng, situation)
        second = grammar.continuation(rng, situation)
        flags = [0] * len(second)
        if swap:
            second, flags = swap_parts(rng, situation, second)
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
        situation.main.thing,
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
        self.exits: tuple[int, ...] = ()

    def forward(self, batch: dict[str, Tensor]) -> dict[str, Tensor]:
        """The losses that the batch has targets for, read after a random one of the layers `exits`."""
        output = self.model.bert(
            input_ids=batch["input_ids"],
            attention_mask=batch["attention_mask"],
            token_type_ids=batch["token_type_ids"],
            output_hidden_states=bool(self.exits),
        )
        hidden = output.last_hidden_state
        if self.exits:
            hidden = output.hidden_states[self.exits[int(torch.randint(len(self.exits), ()))]]
        losses = {}
        if "words" in batch:
            masked = batch["words"] != IGNORED
            scores = self.model.cls.predictions(hidden[masked])
            name = "pairs" if "content" in batch else "wiki"
            losses[name] = functional.cross_entropy(scores, batch["words"][masked])
        if "any_swapped" in batch:
            judged = (batch["swapped"] != IGNORED) & (batch["content"] == 1)
            found = self.detect(hidden[judged]).squeeze(-1)
            losses["swapped"] = 4 * functional.binary_cross_entropy_with_logits(
                found, batch["swapped"][judged].float()
            )
            pooled = self.model.bert.pooler(hidden)
            losses["any"] = functional.cross_entropy(
                self.model.cls.seq_relationship(pooled), batch["any_swapped"]
            )
        return losses


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


def look_across(model: Any, scale: float = 0.15) -> None:
    """Start so that a word attends to words like it in the other sentence.

    Keys equal queries, which makes like attend to like, but for the direction that tells the two sentences
    apart: there they are opposite. Word forms weigh more than positions.
    """
    with torch.no_grad():
        embeddings = model.bert.embeddings
        embeddings.position_embeddings.weight.mul_(0.2)
        types = embeddings.token_type_embeddings.weight
        apart = functional.normalize((types[1] - types[0]) * embeddings.LayerNorm.weight, dim=0)
        for layer in model.bert.encoder.layer:
            attention = layer.attention.self
            attention.query.weight.normal_(0, scale)
            attention.key.weight.copy_(attention.query.weight)
            attention.key.weight.sub_(2 * torch.outer(attention.query.weight @ apart, apart))


def grow(shallow: Any, deep: Any) -> None:
    """Let `deep` compute what `shallow` does: the layers that are new have output projections of zero."""
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
            spread = (norm.weight.square().mean() + norm.bias.var()).sqrt().item()
            for block in (layer.attention.output, layer.output):
                block.dense.weight.zero_()
                block.dense.bias.zero_()
                block.LayerNorm.weight.fill_(spread)
                block.LayerNorm.bias.fill_(norm.bias.mean().item())


def drop_heads(model: Any, share: float) -> list:
    """Hooks that silence a random share of each layer's heads for each batch."""
    heads = model.config.num_attention_heads

    def silence(module: nn.Module, inputs: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        kept = (torch.rand(heads, device=inputs[0].device) >= share).float()
        context = inputs[0].unflatten(-1, (heads, -1)) * kept[:, None]
        return (context.flatten(-2), *inputs[1:])

    return [layer.attention.output.register_forward_pre_hook(silence) for layer in model.bert.encoder.layer]


def paragraphs_of(text: Path) -> list[str]:
    """The non-empty lines of a text file in Unicode's composed form."""
    return [
        unicodedata.normalize("NFC", line.strip())
        for line in text.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def build(out: Path, run: Run, text: Path | None) -> None:
    """Train the tokenizer and the model, and write the checkpoint to `out`.

    Args:
        out: the folder to write.
        run: where an interrupted build keeps its state, the device and the seed.
        text: the folder that holds `text_fa/fa_wiki.train.txt`.

    Raises:
        MissingResource: the running text is not there.
    """
    if text is None or not (text / TEXT).exists():
        raise MissingResource(f"mini-parsbert reads {TEXT}: pass the folder that holds it as --text.")
    paragraphs = paragraphs_of(text / TEXT)
    tokenizer = _tokenizer(run, paragraphs)
    corpus = Corpus(tokenizer, paragraphs, run)

    words = _pretrainer(run, "words", configuration(len(tokenizer), 3))
    train(run, "words", words, corpus.mixed("words", WORD_MIX), WORD_STEPS, WORD_RATE)

    shallow = _pretrainer(run, "shallow", words.model.config)
    shallow.model.bert.embeddings.load_state_dict(words.model.bert.embeddings.state_dict())
    shallow.model.cls.predictions.load_state_dict(words.model.cls.predictions.state_dict())
    look_across(shallow.model)
    train(run, "shallow", shallow, corpus.mixed("shallow", SHALLOW_MIX), SHALLOW_STEPS, SHALLOW_RATE)

    deep = _pretrainer(run, "deep", configuration(len(tokenizer), len(GROWN_FROM)))
    grow(shallow.model, deep.model)
    deep.detect.load_state_dict(shallow.detect.state_dict())
    deep.exits = EXITS
    hooks = drop_heads(deep.model, DROPPED_HEADS)
    train(run, "deep", deep, corpus.mixed("deep", DEEP_MIX), DEEP_STEPS, DEEP_RATE)
    for hook in hooks:
        hook.remove()
    save(deep.model.cpu(), tokenizer, out)


def _tokenizer(run: Run, paragraphs: list[str]) -> PreTrainedTokenizerFast:
    """The tokenizer, kept with the build: training breaks ties between pieces differently each time."""
    folder = run.work / "tokenizer"
    if not folder.exists():
        partial = folder.with_suffix(".partial")
        train_tokenizer(paragraphs, VOCABULARY, run.seed).save_pretrained(partial)
        partial.rename(folder)
    return PreTrainedTokenizerFast.from_pretrained(folder)


def _pretrainer(run: Run, stage: str, config: BertConfig) -> Pretrainer:
    torch.manual_seed(hash_of(f"{run.seed} {stage} start"))
    return Pretrainer(config)


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
