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
# # a03_zero_shot: cross-lingual zero-shot transfer
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
import json
import math
import time
from collections import Counter
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import torch
from IPython.display import Markdown
from q1_predict import (
    chance_levels,
    check_expectations,
    digest,
    first_broken,
    late_changes,
    standard_error,
    verdict,
    wilson_interval,
)
from q2_align import aligned_cosine, cosine, embed, masked_mean, retrieval_accuracy
from q3_transfer import (
    LABELS,
    encode,
    foreign_texts,
    make_batches,
    predict,
    score_languages,
    train_on_source,
    watch_inputs,
)
from q4_few_shot import (
    examples_needed,
    few_shot_pool,
    learning_curve,
    nested_subsets,
    plot_curve,
    with_shots,
)
from sklearn.metrics import roc_auc_score
from tqdm.auto import tqdm

from course.kit import results
from course.kit.checkpoints import load_checkpoint
from course.kit.data import read_rows
from course.kit.devices import pick_device
from course.kit.predictions import Ledger
from course.recipes.quran_bible_mizan.quirks import normalise

# %% [markdown]
# ## Settings
#
# `quick` is made for a laptop: the sample and the mini model. `real` takes the real collection, reduced; `gpu` that and XLM-R.
#
# <div dir="rtl">
#
# نمایهٔ `quick` برای لپ‌تاپ است: دادهٔ نمونه و مدل کوچک. نمایهٔ `real` مجموعهٔ واقعیِ کوچک‌شده را می‌گیرد و `gpu` همان را با XLM-R.
#
# </div>

# %%
PROFILE = "quick"
SEEDS = (0, 1, 2)
SIZES = (0, 1, 2, 4, 8, 16)  # Persian examples of each class
REPEAT = 8  # how often each of them stands among the training rows
SMALL: dict[str, Any] = {"steps": 220, "batch_size": 16, "lr": 6e-4, "warmup": 20, "evaluate_every": 55}
SETTINGS: dict[str, Any] = {
    "quick": SMALL,
    "real": SMALL,
    "gpu": {"steps": 1500, "batch_size": 16, "lr": 2e-5, "warmup": 150, "evaluate_every": 250},
}[PROFILE]
DEVICE = pick_device()

# %% [markdown]
# ## The data
#
# What do the rows look like, are the classes balanced, and what does guessing reach?
#
# <div dir="rtl">
#
# ردیف‌ها چه شکلی‌اند، رده‌ها متوازن‌اند، و حدس‌زدن به چه دقتی می‌رسد؟
#
# </div>

# %%
rows = {
    split: [row for row in read_rows("quran-bible-mizan", split, PROFILE) if row["category"] in LABELS]
    for split in ("train", "validation", "test")
}
pd.DataFrame(rows["train"][:4])

# %%
labels = {split: [row["category"] for row in rows[split]] for split in rows}
counts = {split: Counter(labels[split]) for split in rows}
print(
    "chance:",
    {name: round(level, 3) for name, level in chance_levels(labels["train"], labels["test"]).items()},
)
pd.DataFrame(counts, index=list(LABELS))

# %% [markdown]
# How noisy would an accuracy of 0.8 be on so many rows, or on fewer?
#
# <div dir="rtl">
#
# دقت ۰٫۸ روی این تعداد ردیف چقدر نوفه دارد، و روی کمتر از آن چقدر؟
#
# </div>

# %%
noise = [
    {"rows": n, "error": standard_error(0.8, n), "low": low, "high": high}
    for n in (20, 60, len(rows["test"]), 2000)
    for low, high in (wilson_interval(0.8, n),)
]
pd.DataFrame(noise).round(3)

# %% [markdown]
# ## Predictions
#
# Replace every `None`: a range for the first three, for example `[0.9, 1.0]`. Your `check_expectations` says whether they can
# come true; the ledger writes them to `predictions.json` with the time. A later change is kept and shown as late.
#
# <div dir="rtl">
#
# به‌جای هر `None` پیش‌بینی خود را بنویسید؛ برای سه‌تای اول یک بازه، مثلاً `[0.9, 1.0]`. تابع `check_expectations` شما می‌گوید
# شدنی هستند یا نه و دفتر آن‌ها را با زمان در `predictions.json` می‌نویسد. هر تغییرِ بعدی می‌ماند و دیر به حساب می‌آید.
#
# </div>

# %%
predictions = {
    "p1_in_distribution": None,  # the accuracy on English test rows, a range
    "p2_out_of_distribution": None,  # the accuracy on Persian test rows, a range
    "p3_gap": None,  # the first minus the second, a range
    "p4_centring": None,  # what centring adds to the share of translations found, for example 0.3
    "p5_shots": None,  # Persian examples of each class that close half of the gap: 1, 2, 4, 8, 16 or "never"
}
ranges = {name[3:]: predictions[name] for name in ("p1_in_distribution", "p2_out_of_distribution", "p3_gap")}
ledger = Ledger(Path("predictions.json"))
check_expectations(ranges)
predictions = ledger.predict(predictions)
predictions

# %% [markdown]
# ## Translations without training
#
# How often is the translation of a test text the nearest of all, with and without centring, as stored and normalised?
#
# <div dir="rtl">
#
# ترجمهٔ یک متن آزمون چند بار از همه نزدیک‌تر است: با مرکزی‌کردن و بدون آن، با املای فایل و با املای یک‌دست؟
#
# </div>

# %%
encoder, tokenizer = load_checkpoint("mini-xlmr", PROFILE)
encoder.to(DEVICE)
test = rows["test"][:300]
pairs = [(row["source"], row["targets"]) for row in test]
english = embed(encoder, tokenizer, [row["source"] for row in test])
persian = {
    "as stored": embed(encoder, tokenizer, [row["targets"] for row in test]),
    "normalised": embed(encoder, tokenizer, [normalise(row["targets"]) for row in test]),
}
retrieval = {
    (spelling, name): retrieval_accuracy(compare(english, vectors), pairs)
    for spelling, vectors in persian.items()
    for name, compare in (("cosine", cosine), ("aligned_cosine", aligned_cosine))
}
pd.DataFrame(retrieval).T.round(3)

# %%
# What the mean leaves out: a text read alone and among longer ones has the same vector.
states = torch.randn(1, 3, 4)
longer = torch.cat([states, torch.full((1, 2, 4), 9.0)], dim=1)
print(masked_mean(states, torch.ones(1, 3)).allclose(masked_mean(longer, torch.tensor([[1, 1, 1, 0, 0]]))))

# %%
both = torch.cat([english, persian["as stored"]])
projected = (both - both.mean(0)) @ torch.pca_lowrank(both, q=2)[2]
plt.figure(figsize=(5, 4))
for name, part in (("English", projected[: len(test)]), ("Persian", projected[len(test) :])):
    plt.scatter(*part.T, s=8, label=name)
plt.xlabel("first principal component")
plt.ylabel("second principal component")
plt.legend()
plt.show()

# %% [markdown]
# ## Zero-shot
#
# One run, watched: everything that reaches the model between the two lines is written down.
#
# <div dir="rtl">
#
# یک اجرا، زیر نظر: هر چه میان این دو سطر به مدل برسد یادداشت می‌شود.
#
# </div>


# %%
def fresh_model(seed: int) -> Any:
    """The pretrained encoder under a new head, which the seed draws."""
    model, _ = load_checkpoint("mini-xlmr", PROFILE, "sequence-classification", seed=seed, num_labels=3)
    return model.to(DEVICE)


model = fresh_model(seed=0)
seen, handle = watch_inputs(model)
run = train_on_source(model, tokenizer, rows["train"], rows["validation"], seed=0, **SETTINGS)
handle.remove()

allowed = encode(tokenizer, [row["source"] for split in ("train", "validation") for row in rows[split]])
print(f"{len(seen)} texts reached the model, {len(foreign_texts(seen, allowed))} of them foreign")
print(
    "first batch:",
    tokenizer.decode(make_batches(allowed, None, 1, tokenizer.pad_token_id)[0]["input_ids"][0]),
)

# %%
plt.figure(figsize=(6, 3))
plt.plot(range(1, len(run["losses"]) + 1), run["losses"], label="training")
plt.plot(*zip(*run["validation"], strict=True), "o-", label="validation, English")
plt.axvline(run["best_step"], color="black", linestyle=":", label="best step")
plt.axhline(math.log(3), color="black", linestyle="--", label="ln 3")
plt.xlabel("step")
plt.ylabel("loss")
plt.legend()
plt.show()

# %% [markdown]
# ## Both languages, and the curve
#
# Every size with the same seeds. Size 0 is the zero-shot model. This takes most of the time.
#
# <div dir="rtl">
#
# هر اندازه با همان بذرها. اندازهٔ صفر همان مدل بدون نمونه است. بیشتر وقت دفترچه این‌جا می‌رود.
#
# </div>

# %%
pool = few_shot_pool(rows["train"], rows["test"])
print(f"{len(pool)} of {len(rows['train'])} training rows may serve as examples")
normalised = [{**row, "targets": normalise(row["targets"])} for row in rows["test"]]
answers = torch.tensor([LABELS.index(label) for label in labels["test"]])


def auc(model: Any, side: str) -> float:
    """Area under the ROC curve, one class against the rest, averaged."""
    probabilities = predict(model, tokenizer, [row[side] for row in rows["test"]]).double().softmax(dim=1)
    return float(roc_auc_score(answers, probabilities, multi_class="ovr"))


details = []
progress = tqdm(total=len(SIZES) * len(SEEDS))
for seed in SEEDS:
    shots = nested_subsets(rows["train"], pool, SIZES, seed)
    for size in SIZES:
        model = fresh_model(seed)
        started = time.perf_counter()
        train_on_source(
            model,
            tokenizer,
            with_shots(rows["train"], shots[size], REPEAT),
            rows["validation"],
            seed=seed,
            **SETTINGS,
        )
        details.append(
            {
                "k": size,
                "seed": seed,
                "seconds": time.perf_counter() - started,
                **score_languages(model, tokenizer, rows["test"]),
                "normalised": score_languages(model, tokenizer, normalised)["out_of_distribution"],
                "auc_en": auc(model, "source"),
                "auc_fa": auc(model, "targets"),
            }
        )
        progress.update()
table: Any = pd.DataFrame(details)
table.groupby("k").mean().drop(columns="seed").round(3)

# %%
scores = {size: table[table["k"] == size]["out_of_distribution"].tolist() for size in SIZES}
level = float(table[table["k"] == 0]["in_distribution"].mean())
curve = learning_curve(scores)
pd.DataFrame(curve).round(3)

# %%
plot_curve(curve, level)

# %% [markdown]
# ## Results
#
# The zero-shot model in a table and a plot, with seeds and intervals, beside the published figures; also as files in `results`.
#
# <div dir="rtl">
#
# مدل بدون نمونه در یک جدول و یک نمودار، با بذر و بازه، کنار عددهای منتشرشده؛ همچنین به شکل فایل در پوشهٔ `results`.
#
# </div>

# %%
zero_shot = table[table["k"] == 0]
few = table[table["k"] == max(SIZES)]
seconds = float(zero_shot["seconds"].mean())
outcome = [
    results.Result("English", zero_shot["in_distribution"].tolist(), seconds, published="0.98"),
    results.Result(
        "Persian, zero-shot", zero_shot["out_of_distribution"].tolist(), seconds, published="0.79"
    ),
    results.Result("Persian, zero-shot, normalised", zero_shot["normalised"].tolist(), seconds),
    results.Result(f"Persian, {max(SIZES)} of each class", few["out_of_distribution"].tolist(), seconds),
]
results.write(outcome, Path("results"), "accuracy")
Markdown(results.markdown(outcome, "accuracy"))

# %%
results.draw(outcome, "accuracy")

# %%
ranking = [
    results.Result("English", zero_shot["auc_en"].tolist()),
    results.Result("Persian, zero-shot", zero_shot["auc_fa"].tolist(), published="0.92"),
]
results.write(ranking, Path("results"), "AUC", name="auc")
Markdown(results.markdown(ranking, "AUC"))

# %% [markdown]
# Which Persian rows go wrong? Compare their classes, and how many of them `normalise` would change.
#
# <div dir="rtl">
#
# کدام ردیف‌های فارسی غلط می‌شوند؟ رده‌هایشان را مقایسه کنید و ببینید `normalise` چند تا از آن‌ها را عوض می‌کند.
#
# </div>

# %%
model = fresh_model(seed=0)
train_on_source(model, tokenizer, rows["train"], rows["validation"], seed=0, **SETTINGS)
said = predict(model, tokenizer, [row["targets"] for row in rows["test"]]).argmax(dim=1).tolist()
judged = pd.DataFrame(
    {
        "category": labels["test"],
        "said": [LABELS[label] for label in said],
        "odd spelling": [normalise(row["targets"]) != row["targets"] for row in rows["test"]],
    }
)
judged["right"] = judged["category"] == judged["said"]
judged.groupby(["category", "odd spelling"])["right"].agg(["mean", "size"]).round(3)

# %% [markdown]
# ## Your predictions
#
# Measured, compared, and audited: your own functions read the ledger that the kit wrote.
#
# <div dir="rtl">
#
# اندازه‌گیری، مقایسه و حسابرسی: تابع‌های خودتان دفتری را می‌خوانند که کیت نوشته است.
#
# </div>

# %%
measured = {name: float(zero_shot[name].mean()) for name in ("in_distribution", "out_of_distribution", "gap")}
spread = {name: results.interval(zero_shot[name].tolist()) for name in measured}
n = len(rows["test"])
verdicts = {
    name: verdict(predictions[f"p{number}_{name}"], measured[name], n)
    for number, name in ((1, "in_distribution"), (2, "out_of_distribution"))
}
low, high = predictions["p3_gap"]
verdicts["gap"] = "met" if low <= measured["gap"] <= high else "missed"
gain = {way: sum(retrieval["as stored", way].values()) / 2 for way in ("cosine", "aligned_cosine")}
needed = examples_needed(curve, level) if level > curve[0]["mean"] else None
ledger.measure(
    {
        "p1_in_distribution": measured["in_distribution"],
        "p2_out_of_distribution": measured["out_of_distribution"],
        "p3_gap": measured["gap"],
        "p4_centring": gain["aligned_cosine"] - gain["cosine"],
        "p5_shots": "never" if needed is None else needed,
    },
    {
        f"p{number}_{name}": f"{verdicts[name]}; ± {spread[name][1]:.3f} over the seeds"
        for number, name in enumerate(measured, start=1)
    },
)
ledger.table()

# %%
entries = json.loads(Path("predictions.json").read_text(encoding="utf-8"))
print("first broken entry:", first_broken(entries))
print("late changes:", late_changes(entries))
print("newest fingerprint:", digest(entries[-1])[:12])

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
# ### w1_chance
#
# …

# %% [markdown]
# ### w2_centring
#
# …

# %% [markdown]
# ### w3_proof
#
# …

# %% [markdown]
# ### w4_gap
#
# …

# %% [markdown]
# ### w5_shots
#
# …
