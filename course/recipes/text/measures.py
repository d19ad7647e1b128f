"""What the text sample gives away without a model of meaning: entropies, bigram perplexity, commonest words."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict

from course.recipes.text.lexicon import entries
from course.recipes.text.recipe import LANGUAGES, documents
from course.recipes.text.tagging import UnknownWord, tag
from course.recipes.text.writing import texts

ADD_K = 0.05
_WORD = re.compile(r"[\w\u200c\u064b-\u0655]+|[^\w\s]")


def words(text: str) -> list[str]:
    """Words (ZWNJ and vowel marks inside them) and marks of punctuation, in order."""
    return _WORD.findall(text)


def unigram_entropy(tokens: list[str] | str) -> float:
    """The entropy of the tokens' own distribution, in nats."""
    counts = Counter(tokens)
    total = len(tokens)
    return -sum(count / total * math.log(count / total) for count in counts.values())


def unigram_cross_entropy(train: list[list[str]], held_out: list[list[str]]) -> float:
    """Nats a token of `held_out` under the add-k unigram distribution of `train`."""
    counts = Counter(token for tokens in train for token in tokens)
    total, size = counts.total(), len(counts) + 1
    tokens = [token for sentence in held_out for token in sentence]
    return -sum(math.log((counts[token] + ADD_K) / (total + ADD_K * size)) for token in tokens) / len(tokens)


def bigram_perplexity(train: list[list[str]], held_out: list[list[str]]) -> float:
    """Perplexity of `held_out` under an add-k bigram model of `train`; unseen words share one type."""
    vocabulary = {token for tokens in train for token in tokens}
    pairs, firsts = Counter(), Counter()
    for tokens in train:
        for first, second in zip(["<s>", *tokens], tokens, strict=False):
            pairs[first, second] += 1
            firsts[first] += 1
    size, loss, count = len(vocabulary) + 1, 0.0, 0
    for tokens in held_out:
        known = [token if token in vocabulary else "<unk>" for token in tokens]
        for first, second in zip(["<s>", *known], known, strict=False):
            loss -= math.log((pairs[first, second] + ADD_K) / (firsts[first] + ADD_K * size))
            count += 1
    return math.exp(loss / count)


def commonest_word(train: list[list[str]], held_out: list[list[str]]) -> float:
    """The share of held-out tokens that are the commonest training token."""
    guess = Counter(token for tokens in train for token in tokens).most_common(1)[0][0]
    tokens = [token for sentence in held_out for token in sentence]
    return tokens.count(guess) / len(tokens)


def commonest_between(train: list[list[str]], held_out: list[list[str]]) -> float:
    """The share of held-out tokens that are the commonest one between the same two neighbours in training."""
    between: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    after: dict[str, Counter[str]] = defaultdict(Counter)
    for tokens in train:
        for first, second, third in _triples(tokens):
            between[first, third][second] += 1
            after[first][second] += 1
    hits = count = 0
    for tokens in held_out:
        for first, second, third in _triples(tokens):
            known = between.get((first, third)) or after.get(first)
            hits += known is not None and known.most_common(1)[0][0] == second
            count += 1
    return hits / count


def repeated_in_paragraph(held_out: list[list[str]]) -> float:
    """The share of held-out tokens, punctuation left out, that stand elsewhere in their paragraph too."""
    hits = count = 0
    for tokens in held_out:
        counts = Counter(token for token in tokens if token[0].isalnum())
        hits += sum(number for number in counts.values() if number > 1)
        count += counts.total()
    return hits / count


def _triples(tokens: list[str]) -> list[tuple[str, str, str]]:
    return list(zip(["<s>", *tokens[:-1]], tokens, [*tokens[1:], "</s>"], strict=True))


def baselines() -> dict[str, tuple[float, float]]:
    """The figures of the card, each as (Persian, English), of clean train and validation text."""
    rows: dict[str, list[float]] = defaultdict(list)
    for language in LANGUAGES:
        texts_of = {
            part: [paragraph for document in documents(language, part) for paragraph in document]
            for part in ("train", "validation", "cooking")
        }
        parts = {
            part: [words(paragraph) for paragraph in paragraphs] for part, paragraphs in texts_of.items()
        }
        train, held_out, domain = parts["train"], parts["validation"], parts["cooking"]
        by_word = unigram_entropy([token for tokens in train for token in tokens])
        by_character = unigram_entropy("\n".join(texts_of["train"]))
        rows["unigram entropy, nats per word"].append(by_word)
        rows["unigram entropy, bits per word"].append(by_word / math.log(2))
        rows["unigram entropy, nats per character"].append(by_character)
        rows["unigram entropy, bits per character"].append(by_character / math.log(2))
        rows["unigram cross-entropy on validation, nats per word"].append(
            unigram_cross_entropy(train, held_out)
        )
        rows["bigram perplexity on validation"].append(bigram_perplexity(train, held_out))
        rows["bigram perplexity on the cooking text"].append(bigram_perplexity(train, domain))
        rows["masked word is the commonest word"].append(commonest_word(train, held_out))
        rows["masked word is the commonest between its neighbours"].append(commonest_between(train, held_out))
        rows["masked word stands elsewhere in its paragraph"].append(repeated_in_paragraph(held_out))
    return {name: (persian, english) for name, (persian, english) in rows.items()}


def lexicon_coverage(source: str) -> tuple[float, float]:
    """The share of running words (no punctuation, digits or names) whose lemma the lexicon holds, (Persian, English).

    `source` is "grammar" for the drawn paragraphs, "hand" for the texts written by hand.
    """
    from random import Random

    from course.recipes.text.grammar import DOMAINS, draw_document

    rng = Random("text coverage")
    drawn = [paragraph for domain in DOMAINS for _ in range(150) for paragraph in draw_document(rng, domain)]
    shares = []
    for language in LANGUAGES:
        if source == "hand":
            sentences = [sentence for text in texts() for sentence in text.sentences(language)]
        else:
            sentences = [sentence for paragraph in drawn for sentence in getattr(paragraph, language)]
        sides = [(entry.fa,) if language == "fa" else entry.en for entry in entries()]
        held = {word for side in sides for phrase in side for word in phrase.split()}
        shares.append(_covered(sentences, language, held))
    return shares[0], shares[1]


def _covered(sentences: list[str], language: str, held: set[str]) -> float:
    hits = count = 0
    for chunk in (chunk for sentence in sentences for chunk in sentence.split()):
        try:
            tokens = [(token.form, token.lemma, token.pos) for token in tag(chunk, language)]
        except UnknownWord:
            tokens = [(chunk, chunk, "X")]
        for form, lemma, pos in tokens:
            if pos not in ("PUNCT", "NUM", "PROPN"):
                count += 1
                hits += lemma in held or form in held
    return hits / count
