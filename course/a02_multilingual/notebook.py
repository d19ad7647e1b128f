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
# # a02_multilingual: Quran, Bible or novel, in two languages
#
# This notebook looks at the data, runs the experiments **with your own modules**, and holds your written
# answers. Keep it in the folder with your `qN_….py` files. Predict first; then run the cells in order.
#
# <div dir="rtl">
#
# این دفترچه داده‌ها را می‌کاود، آزمایش‌ها را **با ماژول‌های خودتان** اجرا می‌کند و جای پاسخ‌های تشریحی شماست.
# آن را کنار فایل‌های `qN_….py` نگه دارید. اول پیش‌بینی کنید؛ بعد خانه‌ها را به ترتیب اجرا کنید.
#
# </div>

# %%
# pyright: reportMissingImports=false, reportUnusedExpression=false
# ruff: noqa: B018
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import torch
from IPython.display import Markdown
from q1_read import (
    class_balance,
    clean,
    cue_accuracy,
    exclusive_symbols,
    find_duplicates,
    read_splits,
    symbols,
    without_leaks,
)
from q2_views import VIEWS, coverage, encode_view, split_view, truncation_cost
from q3_metrics import auc_one_vs_one, auc_one_vs_rest, confusion, report, softmax
from q4_accumulate import split_batch, train_accumulated
from q5_train import compare_views, plot_views, predict, results_table, train
from sklearn.metrics import classification_report, roc_auc_score
from tqdm.auto import tqdm

from course.kit import results
from course.kit.checkpoints import load_checkpoint
from course.kit.data import load_data
from course.kit.devices import pick_device
from course.kit.paths import sample_folder
from course.kit.predictions import Ledger
from course.kit.seeding import seed_everything

NAME = "quran-bible-mizan"

# %% [markdown]
# ## Settings
#
# `quick` is made for a laptop: the sample and the mini models. `real` takes the reduced real collection, `gpu` the hub
# checkpoints, whose steps are smaller.
#
# <div dir="rtl">
#
# نمایهٔ `quick` برای لپ‌تاپ است: دادهٔ نمونه و مدل‌های کوچک. نمایهٔ `real` مجموعهٔ واقعیِ کوچک‌شده را می‌گیرد و `gpu` مدل‌های اصلی را
# که گام‌هایشان کوچک‌تر است.
#
# </div>

# %%
PROFILE = "quick"
SEEDS = (0, 1, 2)
DEVICE = pick_device()
# Name of the run: checkpoint, view, steps, rate.
MINI = {
    "ELECTRA, English": ("mini-electra", "english", 240, 1e-3),
    "ParsBERT, Persian": ("mini-parsbert", "persian", 160, 6e-4),
    "XLM-R, English": ("mini-xlmr", "english", 180, 1e-3),
    "XLM-R, Persian": ("mini-xlmr", "persian", 180, 1e-3),
    "XLM-R, both": ("mini-xlmr", "both", 180, 1e-3),
}
RUNS = MINI if PROFILE != "gpu" else {name: (*run[:2], 300, 2e-5) for name, run in MINI.items()}
PUBLISHED = {"ELECTRA, English": 0.98, "ParsBERT, Persian": "0.97–0.98", "XLM-R, both": 0.99}

# %% [markdown]
# ## Predictions
#
# Replace every `None`. What you write is recorded with its time; a change after the run stays visible.
#
# <div dir="rtl">
#
# پیش‌بینی‌ها: به‌جای هر `None` پیش‌بینی خود را بنویسید. زمان نوشتن هم ثبت می‌شود و تغییرِ پس از اجرا دیده می‌شود.
#
# </div>

# %%
ledger = Ledger(Path("predictions.json"))
ledger.predict(
    {
        "p1_order": None,  # the five names of RUNS, best accuracy first
        "p2_leak": None,  # accuracy lost by training on raw instead of clean Persian, for example 0.05
        "p3_verdict": None,  # of compare_views on XLM-R: "better", "matches", "worse" or "undecided"
        "p4_auc": None,  # has the run with the better accuracy always the better AUC: True or False
    },
    orders={"p1_order": list(RUNS)},
)

# %% [markdown]
# ## The data
#
# The sample as your reader reads it; the reduced real set comes from the course's own files.
#
# <div dir="rtl">
#
# نمونه را خوانندهٔ خودتان می‌خواند؛ مجموعهٔ واقعیِ کوچک‌شده از پرونده‌های خود درس می‌آید.
#
# </div>

# %%
if PROFILE == "quick":
    splits = read_splits(sample_folder(NAME))
else:
    splits = load_data(NAME, profile=PROFILE).class_encode_column("category")
names = splits["train"].features["category"].names
pd.DataFrame(class_balance(splits)).T

# %%
for key, cleaner in (("as they are", None), ("cleaned", clean)):
    found = find_duplicates(splits, cleaner)
    print(key, {split: len(rows) for group in found.values() for split, rows in group.items()})
splits = without_leaks(splits, clean)
rows = {split: [dict(row) for row in splits[split]] for split in splits}
labels = {split: torch.tensor([row["category"] for row in rows[split]]) for split in splits}
rows["train"][0]

# %% [markdown]
# ## The leak
#
# Which symbols does one class alone use, what is such a cue worth, and what is left after `clean`?
#
# <div dir="rtl">
#
# کدام نشانه‌ها فقط در یک رده هست، چنین نشانه‌ای چقدر می‌ارزد، و پس از `clean` چه می‌ماند؟
#
# </div>

# %%
classes = [names[row["category"]] for row in rows["train"]]
raw = [row["targets"] for row in rows["train"]]
cues = exclusive_symbols(raw, classes)
for text_kind, texts in (("raw", raw), ("clean", [clean(text) for text in raw])):
    left = exclusive_symbols(texts, classes)
    worth = cue_accuracy([bool(symbols(text) & set(cues)) for text in texts], classes)
    print(f"{text_kind}: {[ascii(symbol) for symbol in left]}, the cue alone is right in {worth:.3f}")
cleaned = {
    split: [{**row, "targets": clean(row["targets"]), "source": clean(row["source"])} for row in rows[split]]
    for split in rows
}

# %% [markdown]
# ## Tokens
#
# How well does each tokenizer know its language, and what does the limit of 128 tokens take away?
#
# <div dir="rtl">
#
# هر توکن‌ساز زبانش را چقدر می‌شناسد، و سقف ۱۲۸ توکن چه چیزی را می‌برد؟
#
# </div>

# %%
tokenizers = {checkpoint: load_checkpoint(checkpoint, PROFILE)[1] for checkpoint, *_ in RUNS.values()}
table = {}
for name, (checkpoint, view, *_) in RUNS.items():
    texts = [row[column] for row in cleaned["train"] for column in VIEWS[view]]
    tokenizer = tokenizers[checkpoint]
    table[name] = coverage(tokenizer, texts) | truncation_cost(tokenizer, cleaned["train"], view)
pd.DataFrame(table).T.round(3)

# %%
example = encode_view(tokenizers["mini-xlmr"], cleaned["train"][:1], "both", max_length=40)[0]
for part in split_view(tokenizers["mini-xlmr"], example["input_ids"]):
    print(tokenizers["mini-xlmr"].decode(part))

# %% [markdown]
# ## A batch in pieces
#
# One step on 16 texts, whole and in micro-batches of 3: the losses must agree.
#
# <div dir="rtl">
#
# یک گام با ۱۶ متن، یک‌جا و در ریزدسته‌های ۳تایی: دو loss باید یکی باشند.
#
# </div>


# %%
def batch_of(checkpoint: str, view: str, count: int) -> dict[str, torch.Tensor]:
    """The first rows as one padded batch with labels."""
    encoded = [dict(each) for each in encode_view(tokenizers[checkpoint], cleaned["train"][:count], view)]
    batch = dict(tokenizers[checkpoint].pad(encoded, return_tensors="pt"))
    return {key: values.to(DEVICE) for key, values in {**batch, "labels": labels["train"][:count]}.items()}


batch = batch_of("mini-xlmr", "both", 16)
for size in (16, 3):
    model, _ = load_checkpoint("mini-xlmr", PROFILE, "sequence-classification", seed=0, num_labels=3)
    optimizer = torch.optim.AdamW(model.to(DEVICE).parameters(), lr=1e-3)
    pieces = split_batch(batch, size)
    started = time.perf_counter()
    loss = train_accumulated(model, pieces, optimizer, accumulate=len(pieces))
    print(f"micro-batches of {size}: loss {loss[0]:.6f}, {time.perf_counter() - started:.2f} s")

# %% [markdown]
# ## Train and score
#
# One run: encode, train, predict; then your metrics beside scikit-learn's.
#
# <div dir="rtl">
#
# یک اجرا: رمز کردن، آموزش، پیش‌بینی؛ بعد سنجه‌های شما در کنار سنجه‌های scikit-learn.
#
# </div>


# %%
def run(name: str, seed: int, train_rows: Sequence[dict[str, Any]]) -> torch.Tensor:
    """Probabilities of the clean test rows after training on these rows."""
    checkpoint, view, steps, rate = RUNS[name]
    model, tokenizer = load_checkpoint(
        checkpoint, PROFILE, "sequence-classification", seed=seed, num_labels=len(names)
    )
    seed_everything(seed)
    examples = encode_view(tokenizer, train_rows, view)
    train(model.to(DEVICE), tokenizer, examples, labels["train"], steps=steps, lr=rate, seed=seed)
    return softmax(predict(model, tokenizer, encode_view(tokenizer, cleaned["test"], view)))


def metrics(probabilities: torch.Tensor) -> dict[str, float]:
    """Accuracy, macro F1 and both areas on the test rows."""
    counts = confusion(labels["test"], probabilities.argmax(dim=1), len(names))
    scores = report(counts, names)
    return {
        "accuracy": scores["accuracy"],
        "macro F1": scores["macro"]["f1"],
        "AUC one-vs-rest": auc_one_vs_rest(probabilities, labels["test"])["macro"],
        "AUC one-vs-one": auc_one_vs_one(probabilities, labels["test"])["macro"],
    }


# %%
first = run("XLM-R, both", SEEDS[0], cleaned["train"])
print(metrics(first))
guesses = first.argmax(dim=1)
print(classification_report(labels["test"], guesses, target_names=names))
for kind in ("ovr", "ovo"):
    print(kind, roc_auc_score(labels["test"], first.double(), multi_class=kind))
pd.DataFrame(confusion(labels["test"], guesses, len(names), "labels"), names, names).round(2)

# %% [markdown]
# ## All runs
#
# Five runs with the same seeds. The first three models differ in more than the language; the last three differ in the view alone.
#
# <div dir="rtl">
#
# پنج اجرا با همان بذرها. سه مدل در چیزی بیش از زبان فرق دارند؛ سه اجرای XLM-R فقط در نما.
#
# </div>

# %%
scored: dict[str, list[dict[str, float]]] = {name: [] for name in RUNS}
seconds: dict[str, list[float]] = {name: [] for name in RUNS}
for name in tqdm(RUNS):
    for seed in SEEDS:
        started = time.perf_counter()
        scored[name].append(metrics(run(name, seed, cleaned["train"])))
        seconds[name].append(time.perf_counter() - started)
columns = list(scored["XLM-R, both"][0])
Markdown(results_table(scored, columns))

# %%
accuracy = {name: [each["accuracy"] for each in runs] for name, runs in scored.items()}
written = results.write(
    [
        results.Result(name, accuracy[name], sum(seconds[name]) / len(SEEDS), PUBLISHED.get(name))
        for name in RUNS
    ],
    Path("results"),
    "accuracy",
)
Markdown(written[0].read_text(encoding="utf-8"))

# %% [markdown]
# ## One language or two
#
# <div dir="rtl">
#
# یک زبان یا دو زبان: همان مدل، سه نما.
#
# </div>

# %%
views = {
    "english": accuracy["XLM-R, English"],
    "persian": accuracy["XLM-R, Persian"],
    "both": accuracy["XLM-R, both"],
}
majority = class_balance(splits)["test"]["majority"]
plot_views(views, majority)

# %%
verdict = compare_views(views)
mixed = {
    "english": accuracy["ELECTRA, English"],
    "persian": accuracy["ParsBERT, Persian"],
    "both": accuracy["XLM-R, both"],
}
pd.DataFrame({"the same model": verdict, "three models": compare_views(mixed)})

# %% [markdown]
# ## What the leak costs
#
# XLM-R trained on raw Persian, tested on clean rows.
#
# <div dir="rtl">
#
# هزینهٔ نشت: XLM-R با فارسیِ خام آموزش می‌بیند و روی سطرهای پاک آزموده می‌شود.
#
# </div>

# %%
leaky = [metrics(run("XLM-R, Persian", seed, rows["train"]))["accuracy"] for seed in tqdm(SEEDS)]
lost = [a - b for a, b in zip(accuracy["XLM-R, Persian"], leaky, strict=True)]
mean, half = results.interval(lost)
plt.figure(figsize=(5, 3))
plt.plot([0, 1], [accuracy["XLM-R, Persian"], leaky], "o-", color="tab:gray")
plt.xticks([0, 1], ["clean", "raw"])
plt.ylabel("accuracy on clean test rows")
plt.show()

# %% [markdown]
# ## Your predictions
#
# <div dir="rtl">
#
# پیش‌بینی‌های شما در برابر نتیجه.
#
# </div>

# %%
means = {
    name: {key: sum(each[key] for each in runs) / len(runs) for key in columns}
    for name, runs in scored.items()
}
by_accuracy, by_auc = (
    sorted(means, key=lambda name: means[name][key], reverse=True) for key in ("accuracy", "AUC one-vs-rest")
)
ledger.measure(
    {
        "p1_order": by_accuracy,
        "p2_leak": round(mean, 3),
        "p3_verdict": verdict["verdict"],
        "p4_auc": by_accuracy == by_auc,
    },
    {
        "p2_leak": f"{mean - half:.3f} to {mean + half:.3f}",
        "p3_verdict": f"{verdict['low']:.3f} to {verdict['high']:.3f}",
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

# %% [markdown]
# ### w1_leak
#
# …

# %% [markdown]
# ### w2_truncation
#
# …

# %% [markdown]
# ### w3_auc
#
# …

# %% [markdown]
# ### w4_memory
#
# …

# %% [markdown]
# ### w5_confound
#
# …

# %% [markdown]
# ### w6_honest
#
# …
