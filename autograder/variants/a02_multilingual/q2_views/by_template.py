"""Learns the convention from the encoding of placeholder texts, tokenizes the texts apart and fills them in."""

import math

VIEWS = {"english": ["source"], "persian": ["targets"], "both": ["source", "targets"]}


def _template(tokenizer, texts):
    """Runs of special tokens before, between and after the texts, with the texts' own token types."""
    encoding = tokenizer(*["a a"] * texts)
    owners = encoding.sequence_ids()
    pieces, types = [], encoding.get("token_type_ids", [0] * len(owners))
    for place, owner in enumerate(owners):
        if owner is None:
            pieces.append(("special", encoding["input_ids"][place], types[place]))
        elif not pieces or pieces[-1][:2] != ("text", owner):
            pieces.append(("text", owner, types[place]))
    return pieces


def _head_and_tail(ids, share):
    head = math.ceil(share / 2)
    return ids if share >= len(ids) else ids[:head] + ids[len(ids) - share + head :]


def encode_view(tokenizer, rows, view, max_length=128):
    if view not in VIEWS:
        raise ValueError(view)
    columns = VIEWS[view]
    pieces = _template(tokenizer, len(columns))
    room = max_length - sum(kind == "special" for kind, _, _ in pieces)
    if room < len(columns):
        raise ValueError(f"{max_length} tokens are too few")
    result = []
    for row in rows:
        texts = [tokenizer.encode(row[column], add_special_tokens=False) for column in columns]
        lengths = [len(text) for text in texts]
        if len(texts) == 2 and sum(lengths) > room:
            larger, smaller = math.ceil(room / 2), room // 2
            if lengths[0] <= larger:
                lengths[1] = room - lengths[0]
            elif lengths[1] <= smaller:
                lengths[0] = room - lengths[1]
            else:
                lengths = [larger, smaller]
        else:
            lengths = [min(length, room) for length in lengths]
        texts = [_head_and_tail(text, share) for text, share in zip(texts, lengths, strict=True)]
        ids, types = [], []
        for kind, value, type_id in pieces:
            new = [value] if kind == "special" else texts[value]
            ids.extend(new)
            types.extend([type_id] * len(new))
        example = {"input_ids": ids, "attention_mask": [1 for _ in ids], "token_type_ids": types}
        if "token_type_ids" not in tokenizer.model_input_names:
            del example["token_type_ids"]
        result.append(example)
    return result


def split_view(tokenizer, input_ids):
    names = ("cls", "sep", "bos", "eos", "pad")
    borders = [getattr(tokenizer, f"{name}_token_id") for name in names]
    texts, current = [], []
    for token in [*input_ids, tokenizer.sep_token_id]:
        if token not in borders:
            current.append(token)
        elif current:
            texts.append(current)
            current = []
    return texts


def coverage(tokenizer, texts):
    words = len(" ".join(texts).split())
    if words == 0:
        raise ValueError("no word")
    counts = [tokenizer.encode(text, add_special_tokens=False) for text in texts]
    total = sum(map(len, counts))
    return {
        "tokens_per_word": total / words,
        "unknown_share": sum(ids.count(tokenizer.unk_token_id) for ids in counts) / total,
    }


def truncation_cost(tokenizer, rows, view, max_length=128):
    cut = lost = total = 0
    for row, example in zip(rows, encode_view(tokenizer, rows, view, max_length), strict=True):
        texts = [len(tokenizer.encode(row[column], add_special_tokens=False)) for column in VIEWS[view]]
        special = sum(kind == "special" for kind, _, _ in _template(tokenizer, len(texts)))
        gone = sum(texts) - (len(example["input_ids"]) - special)
        cut, lost, total = cut + (gone > 0), lost + gone, total + sum(texts)
    return {"rows_cut": cut / len(rows), "tokens_lost": lost / total}
