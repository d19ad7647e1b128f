# ---
# jupyter:
#   jupytext:
#     formats: ipynb,py:percent
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # a01_entailment: textual entailment in Persian
#
# This notebook looks at the data, trains two models **with your own modules**, and holds your written
# answers. Keep it in the folder with your `qN_….py` files. Predict first; then run the cells in order.
#
# <div dir="rtl">
#
# در این دفترچه داده‌ها را می‌بینید، دو مدل را **با ماژول‌های خودتان** آموزش می‌دهید و پاسخ‌های تشریحی را می‌نویسید.
# آن را کنار فایل‌های `qN_….py` نگه دارید. اول پیش‌بینی کنید؛ بعد خانه‌ها را به ترتیب اجرا کنید.
#
# </div>

# %%
# pyright: reportMissingImports=false, reportUnusedExpression=false
# ruff: noqa: B018
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import torch
from IPython.display import Markdown, display
from q1_explore import LABELS, clean, count_values, leaked_rows, length_percentiles, plot_labels
from q2_tokenize import count_lost, encode_pairs, label_ids, normalise, token_offsets
from q3_batch import collate, grouped_batches, padding_share
from q4_classify import PairClassifier
from q5_train import evaluate, fit, train_epoch
from q6_compare import embedding_share, interval, paired_bootstrap, verdict
from tqdm.auto import tqdm

from course.kit.checkpoints import load_checkpoint, load_tokenizer
from course.kit.data import load_data
from course.kit.devices import pick_device
from course.kit.predictions import Ledger
from course.kit.results import Result, markdown, write
from course.kit.results import draw as draw_results
from course.kit.seeding import generator, seed_everything

# %% [markdown]
# ## Settings
#
# `quick` is made for a laptop: the sample and the mini models. `gpu` takes ParsiNLU and the real models.
#
# <div dir="rtl">
#
# نمایهٔ `quick` برای لپ‌تاپ است: دادهٔ نمونه و مدل‌های کوچک. نمایهٔ `gpu` مجموعهٔ اصلی و مدل‌های اصلی را به کار می‌برد.
#
# </div>

# %%
PROFILE = "quick"
SEEDS = (0, 1, 2, 3, 4)
MODELS: tuple[str, ...] = ("mini-xlmr", "mini-parsbert")
SETTINGS: dict[str, Any] = {"epochs": 5, "batch_size": 16, "warmup": 10}
# mini-xlmr cuts most Persian words of this set small: see the lengths below.
MAX_LENGTHS: dict[str, int] = {"mini-xlmr": 160, "mini-parsbert": 64}
RATES: dict[str, float] = {"mini-xlmr": 1e-3, "mini-parsbert": 6e-4}
if PROFILE == "gpu":
    SETTINGS |= {"warmup": 50}
    MAX_LENGTHS = dict.fromkeys(MODELS, 128)
    RATES = dict.fromkeys(MODELS, 2e-5)
PUBLISHED = {"mini-xlmr": 0.533, "mini-parsbert": 0.534}
DEVICE = pick_device()

# %% [markdown]
# ## Predictions
#
# Replace every `None`. The file counts from the first run on; a change after a measurement is marked as late.
#
# <div dir="rtl">
#
# به‌جای هر `None` پیش‌بینی خود را بنویسید. از اولین اجرا فایل معتبر است؛ تغییری که پس از اندازه‌گیری بدهید با نشانِ «دیر» می‌آید.
#
# </div>

# %%
ledger = Ledger(Path("predictions.json"))
predictions = {
    "p1_leaks": None,  # rows of the test split whose pair is in the training split: a whole number
    "p2_accuracy": None,  # mini-parsbert on the cleaned test split, mean over the seeds: for example 0.5
    "p3_best_epoch": None,  # is the last epoch of the first mini-parsbert run the best: True or False
    "p4_verdict": None,  # "mini-xlmr is better", "mini-parsbert is better" or "not significantly different"
}
ledger.predict(predictions)

# %% [markdown]
# ## The data
#
# What do the pairs look like, how are the labels spread, where do they come from, how long are they?
#
# <div dir="rtl">
#
# جفت‌ها چه شکلی‌اند، برچسب‌ها چطور پخش شده‌اند، از کجا آمده‌اند و چقدر بلندند؟
#
# </div>

# %%
data = load_data("parsinlu-entailment", profile=PROFILE)
rows = {split: [dict(row) for row in data[split]] for split in data}
pd.DataFrame(rows["train"][:6])

# %%
pd.DataFrame({split: count_values(rows[split], "label") for split in rows}).fillna(0).astype(int)

# %%
pd.DataFrame({split: count_values(rows[split], "source") for split in rows})

# %%
percents = [0, 5, 50, 95, 100]
pd.DataFrame(length_percentiles(rows["train"], percents), index=pd.Index(percents, name="percentile"))

# %%
plot_labels({split: count_values(rows[split], "label") for split in rows})

# %% [markdown]
# ## Cleaning, and leaks
#
# Read what you dropped, row by row. Then leave the leaked pairs out of the test split.
#
# <div dir="rtl">
#
# آنچه را کنار گذاشته‌اید ردیف به ردیف بخوانید. بعد جفت‌های نشت‌کرده را از مجموعهٔ آزمون بیرون بگذارید.
#
# </div>

# %%
cleaned = {split: clean(rows[split], normalise) for split in rows}
for split, result in cleaned.items():
    reasons = Counter(entry["reason"] for entry in result["dropped"])
    print(f"{split}: {len(result['rows'])} of {len(rows[split])} rows stay; dropped: {dict(reasons)}")
pd.DataFrame([{**rows["train"][entry["row"]], **entry} for entry in cleaned["train"]["dropped"]])

# %%
leaks = set(leaked_rows(rows["train"], rows["test"], normalise))
ledger.measure({"p1_leaks": len(leaks)})
pairs = {split: cleaned[split]["rows"] for split in rows}
in_training = set(leaked_rows(pairs["train"], pairs["test"], normalise))
pairs["test"] = [row for index, row in enumerate(pairs["test"]) if index not in in_training]
print(f"{len(leaks)} leaked rows; {len(pairs['test'])} rows to test on")

# %% [markdown]
# ## Tokens
#
# What do both tokenizers make of a sentence, and what does spelling change?
#
# <div dir="rtl">
#
# دو توکن‌ساز از یک جمله چه می‌سازند، و املا چه چیزی را عوض می‌کند؟
#
# </div>

# %%
tokenizers = {name: load_tokenizer(name, PROFILE) for name in MODELS}
sentence = normalise(pairs["train"][0]["sent1"])
for name, tokenizer in tokenizers.items():
    print(name, [sentence[start:end] for start, end in token_offsets(tokenizer, sentence)])
    pair = encode_pairs(tokenizer, [sentence], [normalise(pairs["train"][0]["sent2"])])[0]
    print(tokenizer.convert_ids_to_tokens(pair["input_ids"]), pair.get("token_type_ids", "no types"))

# %%
texts = [row[key] for row in pairs["train"] for key in ("sent1", "sent2")]
changed = [text for text in texts if normalise(text) != text]
table = []
for name, tokenizer in tokenizers.items():
    for spelling, given in (("raw", changed), ("normalised", list(map(normalise, changed)))):
        ids = [tokenizer(text, add_special_tokens=False)["input_ids"] for text in given]
        count = sum(map(len, ids))
        unknown = sum(row.count(tokenizer.unk_token_id) for row in ids)
        words = sum(len(text.split()) for text in given)
        table.append((name, spelling, count / words, unknown / count))
print(f"normalise changes {len(changed)} of {len(texts)} sentences")
pd.DataFrame(table, columns=pd.Index(["tokenizer", "spelling", "tokens a word", "share unknown"]))

# %%
firsts, seconds = ([normalise(row[key]) for row in pairs["train"]] for key in ("sent1", "sent2"))
table = []
for name, tokenizer in tokenizers.items():
    for length in (32, 48, 64, 96, 128, 160):
        lost = count_lost(tokenizer, firsts, seconds, length)
        cut = [entry for entry in lost if sum(entry)]
        table.append((name, length, len(cut), sum(entry[0] for entry in cut), sum(entry[1] for entry in cut)))
pd.DataFrame(
    table, columns=pd.Index(["tokenizer", "max_length", "pairs cut", "lost of sent1", "lost of sent2"])
)

# %% [markdown]
# ## Batches
#
# How much of a training epoch is padding, in random order and grouped?
#
# <div dir="rtl">
#
# چه سهمی از یک دورهٔ آموزش پدینگ است، در ترتیب تصادفی و با گروه‌بندی؟
#
# </div>


# %%
def encode(name: str, rows: list[dict]) -> list[dict]:
    """The pairs of the rows, normalised and encoded for a model, with their labels."""
    encoded = encode_pairs(
        tokenizers[name],
        [normalise(row["sent1"]) for row in rows],
        [normalise(row["sent2"]) for row in rows],
        MAX_LENGTHS[name],
    )
    labels = label_ids([row["label"] for row in rows])
    return [{**pair, "label": label} for pair, label in zip(encoded, labels, strict=True)]


encoded = {name: {split: encode(name, pairs[split]) for split in pairs} for name in MODELS}
for name in MODELS:
    lengths = [len(pair["input_ids"]) for pair in encoded[name]["train"]]
    shares = {
        pool: padding_share(lengths, grouped_batches(lengths, SETTINGS["batch_size"], generator(0), pool))
        for pool in (1, 4, 16)
    }
    print(name, {f"pool={pool}": round(share, 3) for pool, share in shares.items()})

# %% [markdown]
# ## Train and compare
#
# Two models, five seeds each, with your `fit`. First a look at the loop: eight pairs must be learned by heart.
#
# <div dir="rtl">
#
# دو مدل، هر کدام با پنج بذر، با تابع `fit` خودتان. اول نگاهی به حلقه: هشت جفت را باید از بَر شود.
#
# </div>


# %%
def batch_of(name: str, examples: list[dict]) -> dict[str, torch.Tensor]:
    """One batch on the device."""
    pad_id = tokenizers[name].pad_token_id
    return {key: values.to(DEVICE) for key, values in collate(examples, pad_id).items()}


def batches_of(name: str, split: str, source: torch.Generator | None) -> list[dict[str, torch.Tensor]]:
    """A split in batches: grouped at random, or in its order where there is no generator."""
    examples = encoded[name][split]
    if source is None:
        chosen = [list(range(start, min(start + 64, len(examples)))) for start in range(0, len(examples), 64)]
    else:
        lengths = [len(pair["input_ids"]) for pair in examples]
        chosen = grouped_batches(lengths, SETTINGS["batch_size"], source)
    return [batch_of(name, [examples[index] for index in batch]) for batch in chosen]


def build(name: str, seed: int) -> tuple[Any, Any, Any]:
    """A classifier with a head drawn from the seed, its optimiser, and a warm-up."""
    encoder, _ = load_checkpoint(name, PROFILE)
    seed_everything(seed)
    model = PairClassifier(encoder, len(LABELS)).to(DEVICE)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATES[name], weight_decay=0.01)
    scheduler = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / SETTINGS["warmup"])
    )
    return model, optimizer, scheduler


model, optimizer, scheduler = build("mini-parsbert", 0)
eight = batch_of("mini-parsbert", encoded["mini-parsbert"]["train"][:8])
losses = [train_epoch(model, [eight], optimizer, scheduler) for _ in range(SETTINGS["epochs"] * 24)]
print(f"loss on eight pairs: {losses[0]:.2f} at first, {losses[-1]:.2f} in the end")

# %%
answers: dict[str, list[torch.Tensor]] = {name: [] for name in MODELS}
histories: dict[tuple[str, int], dict] = {}
seconds_of: dict[str, list[float]] = {name: [] for name in MODELS}
for name in MODELS:
    for seed in tqdm(SEEDS, desc=name):
        model, optimizer, scheduler = build(name, seed)
        source = generator(seed)
        epochs = (batches_of(name, "train", source) for _ in range(SETTINGS["epochs"]))
        started = time.perf_counter()
        histories[name, seed] = fit(model, epochs, batches_of(name, "validation", None), optimizer, scheduler)
        seconds_of[name].append(time.perf_counter() - started)
        right = []
        with torch.no_grad():
            for batch in batches_of(name, "test", None):
                right.append((model(**batch).logits.argmax(1) == batch["labels"]).cpu())
        answers[name].append(torch.cat(right))

# %%
history = pd.DataFrame(histories["mini-parsbert", SEEDS[0]]["history"])
best = histories["mini-parsbert", SEEDS[0]]["best_epoch"]
history.plot(marker="o", xlabel="epoch", figsize=(6, 3))
plt.axvline(best, color="black", linestyle="--")
plt.show()
ledger.measure({"p3_best_epoch": best == SETTINGS["epochs"] - 1}, {"p3_best_epoch": f"best epoch: {best}"})

# %%
# the score of the best epoch on the split that chose it, against that on the test split
scores = {name: [right.double().mean().item() for right in answers[name]] for name in MODELS}
chosen_by = {
    name: [
        histories[name, seed]["history"][histories[name, seed]["best_epoch"]]["accuracy"] for seed in SEEDS
    ]
    for name in MODELS
}
pd.DataFrame({(name, kind): values[name] for name in MODELS
              for kind, values in (("validation", chosen_by), ("test", scores))})  # fmt: skip

# %% [markdown]
# ## Table and plot
#
# <div dir="rtl">
#
# جدول و نمودار؛ هدف‌های اجراهای تمام‌اندازه کنار نتیجهٔ شما آمده‌اند. پرونده‌هایش در پوشهٔ `results` است.
#
# </div>

# %%
results = [Result(name, scores[name], statistics.mean(seconds_of[name]), PUBLISHED[name]) for name in MODELS]
write(results, Path("results"), "accuracy")
display(Markdown(markdown(results, "accuracy")))
draw_results(results, "accuracy")

# %%
pd.DataFrame({name: interval(scores[name]) for name in MODELS}).T

# %%
comparison = paired_bootstrap(
    torch.stack(answers["mini-xlmr"]), torch.stack(answers["mini-parsbert"]), generator(0)
)
said = verdict("mini-xlmr", "mini-parsbert", comparison["low"], comparison["high"])
print({key: round(value, 4) for key, value in comparison.items()}, said)

# %%
sizes = {}
for name in MODELS:
    encoder, _ = load_checkpoint(name, PROFILE)
    sizes[name] = {
        "parameters": sum(weight.numel() for weight in encoder.parameters()),
        "share of the embeddings": embedding_share(encoder),
    }
pd.DataFrame(sizes).T

# %% [markdown]
# ## Your predictions
#
# <div dir="rtl">
#
# پیش‌بینی‌های شما در برابر نتیجه؛ آنچه دیر عوض شده در ستون آخر است.
#
# </div>

# %%
mean = interval(scores["mini-parsbert"])
ledger.measure(
    {"p2_accuracy": round(mean["mean"], 3), "p4_verdict": said},
    {
        "p2_accuracy": f"{mean['low']:.3f} to {mean['high']:.3f}",
        "p4_verdict": f"difference {comparison['low']:.3f} to {comparison['high']:.3f}",
    },
)
ledger.table()

# %% [markdown]
# ## Written answers
#
# At most 150 words each, in English or Persian, with numbers of your own; the handout has the questions
# and the rubric.
#
# <div dir="rtl">
#
# هر پاسخ حداکثر ۱۵۰ واژه، به فارسی یا انگلیسی و با عددهای خودتان؛ پرسش‌ها و معیارها در متن تمرین آمده است.
#
# </div>

# %%
# for w4_epoch and w6_size: what you need beside the tables above
model, optimizer, _ = build("mini-parsbert", SEEDS[0])
print("untrained:", evaluate(model, batches_of("mini-parsbert", "validation", None)))

# %% [markdown]
# ### w1_rows
#
# …

# %% [markdown]
# ### w2_spelling
#
# …

# %% [markdown]
# ### w3_truncation
#
# …

# %% [markdown]
# ### w4_epoch
#
# …

# %% [markdown]
# ### w5_significance
#
# …

# %% [markdown]
# ### w6_size
#
# …
