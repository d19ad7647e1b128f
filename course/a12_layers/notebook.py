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
# # a12_layers: what is in which layer?
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
# ruff: noqa: B018, RUF005
import json
import math
import statistics
import time
from collections import Counter
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import pandas as pd
import torch
from q1_preprocess import normalise, preprocess, preprocessing_cost, remove_stop_words, replace_zwnj
from q2_finetune import encode_pairs, evaluate, make_batches, predict, train_epoch
from q3_freeze import count_parameters, freeze_all_but_last_layer, freeze_first_layers
from q4_rates import linear_schedule, parameter_groups
from q5_truncate import truncate
from q6_prune import choose_heads, prune_heads
from q7_compare import TREATMENTS, paired_difference, plot_summary, run_all, summarise
from scipy.stats import kendalltau
from tqdm.auto import tqdm

from course.kit.checkpoints import load_classifier, load_tokenizer
from course.kit.data import describe, label_ids, load_data
from course.kit.devices import pick_device
from course.kit.predictions import Ledger
from course.kit.seeding import generator, seed_everything
from course.kit.training import FINETUNE

# %% [markdown]
# ## Settings
#
# `quick` is made for a laptop: the sample and the mini model. `gpu` takes FarsTail and ParsBERT, with the
# rates of q4.
#
# <div dir="rtl">
#
# نمایهٔ `quick` برای لپ‌تاپ است: دادهٔ نمونه و مدل کوچک. نمایهٔ `gpu` دادگان FarsTail و پارس‌برت را با نرخ‌های q4
# به کار می‌برد.
#
# </div>

# %%
PROFILE = "quick"
SEEDS = (0, 1, 2)
SETTINGS: dict[str, Any] = {
    "quick": {
        "steps": FINETUNE.steps,
        "batch_size": FINETUNE.batch_size,
        "encoder_lr": FINETUNE.lr,
        "classifier_lr": FINETUNE.lr,
        "max_length": FINETUNE.max_length,
    },
    "gpu": {"steps": 700, "batch_size": 32, "encoder_lr": 2e-5, "classifier_lr": 1e-4, "max_length": 128},
}[PROFILE]
DEVICE = pick_device()

# %% [markdown]
# ## Predictions
#
# Replace every `None`. The cell writes `predictions.json`; what you change after the measurement is kept and shown as late.
#
# <div dir="rtl">
#
# به‌جای هر `None` پیش‌بینی خود را بنویسید. این خانه فایل `predictions.json` را می‌نویسد؛ آنچه پس از اندازه‌گیری
# عوض کنید ثبت می‌شود، اما دیرآمده به حساب می‌آید.
#
# </div>

# %%
predictions = {
    "p1_order": None,  # the five names of TREATMENTS, best accuracy first
    "p2_gap": None,  # accuracy of "all" minus accuracy of "first_9_frozen", for example 0.05
    "p3_stop_words": None,  # removing stop words moves the accuracy: "up", "down" or "neither"
    "p4_kept": None,  # is the difference of "all" and "first_9_kept" significant: True or False
}
ledger = Ledger(Path("predictions.json"))
predictions = ledger.predict(predictions, orders={"p1_order": TREATMENTS})
predictions

# %% [markdown]
# ## The data
#
# What do the pairs look like, are the labels balanced, how long are the texts, what would `normalise` change?
#
# <div dir="rtl">
#
# جفت‌ها چه شکلی‌اند، برچسب‌ها متوازن‌اند، متن‌ها چقدر بلندند، و `normalise` چه چیزی را تغییر می‌دهد؟
#
# </div>

# %%
data = load_data("farstail", profile=PROFILE)
rows = {split: [dict(row) for row in data[split]] for split in data}
pd.DataFrame(rows["train"][:6])

# %%
counts = {split: Counter(row["label"] for row in rows[split]) for split in rows}
pd.DataFrame(counts, index=list(describe("farstail").labels))

# %%
texts = [row[key] for row in rows["train"] for key in ("premise", "hypothesis")]
changed = [text for text in texts if normalise(text) != text]
print(f"normalise changes {len(changed)} of {len(texts)} texts, for example:")
for text in changed[:3]:
    print(ascii(text), "\n ", ascii(normalise(text)))
gone = Counter("".join(changed)) - Counter("".join(map(normalise, changed)))
print("characters it removes or replaces:", {ascii(character): count for character, count in gone.items()})

# %%
tokenizer = load_tokenizer("mini-parsbert", profile=PROFILE)
clean = {split: preprocess(rows[split], [normalise]) for split in rows}
lengths = [len(tokenizer(row["premise"], row["hypothesis"])["input_ids"]) for row in clean["train"]]
plt.figure(figsize=(6, 3))
plt.hist(lengths, bins=30)
plt.axvline(SETTINGS["max_length"], color="black", linestyle="--", label="max_length")
plt.xlabel("tokens in a pair")
plt.ylabel("pairs")
plt.legend()
plt.show()

# %% [markdown]
# ## The checkpoint
#
# Where are the parameters? Compare with figure 1.
#
# <div dir="rtl">
#
# پارامترها کجا هستند؟ با شکل ۱ مقایسه کنید.
#
# </div>

# %%
model = load_classifier("mini-parsbert", num_labels=3, seed=0, profile=PROFILE)
parts: Counter[str] = Counter()
for name, parameter in model.named_parameters():
    part = "classifier" if name.startswith("classifier") else ".".join(name.split(".")[:2])
    parts[part] += parameter.numel()
print(f"{model.config.num_hidden_layers} layers of {model.config.num_attention_heads} heads")
pd.DataFrame({"parameters": parts, "share": {part: count / parts.total() for part, count in parts.items()}})

# %% [markdown]
# ## Rates
#
# Both rates over the run, as your q4 sets them.
#
# <div dir="rtl">
#
# نرخ‌ها در طول اجرا، آن‌طور که q4 شما تعیینشان می‌کند.
#
# </div>

# %%
optimizer = torch.optim.AdamW(parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4))
scheduler = linear_schedule(optimizer, warmup_steps=10, total_steps=100)
rates = []
for _ in range(100):
    rates.append([group["lr"] for group in optimizer.param_groups])
    optimizer.step()
    scheduler.step()
plt.figure(figsize=(6, 3))
plt.plot(rates)
plt.xlabel("step")
plt.ylabel("learning rate")
plt.show()

# %% [markdown]
# ## Train and score
#
# One run: prepare the model by its treatment, train it with your loop, score it on the test split.
#
# <div dir="rtl">
#
# یک اجرا: آماده‌کردن مدل طبق روش، آموزش با حلقهٔ خودتان، و نمره‌دادن روی مجموعهٔ آزمون.
#
# </div>


# %%
def prepare(treatment: str, seed: int) -> Any:
    """The pretrained model with a head drawn from the seed, treated."""
    model: Any = load_classifier("mini-parsbert", num_labels=3, seed=seed, profile=PROFILE)
    if treatment == "first_9_frozen":
        freeze_first_layers(model, 9)
    elif treatment == "all_but_last_frozen":
        freeze_all_but_last_layer(model)
    elif treatment == "first_9_kept":
        model = truncate(model, 9)
    elif treatment == "half_heads_pruned":
        config = model.config
        heads = choose_heads(config.num_hidden_layers, config.num_attention_heads, 0.5, generator(seed))
        prune_heads(model, heads)
    return model.to(DEVICE)


def batches_of(rows: list[dict], seed: int) -> list[dict]:
    """The rows encoded, shuffled and cut into batches on the device."""
    encoded = encode_pairs(
        tokenizer,
        [row["premise"] for row in rows],
        [row["hypothesis"] for row in rows],
        max_length=SETTINGS["max_length"],
    )
    batches = make_batches(encoded, torch.tensor(label_ids(rows)), SETTINGS["batch_size"], generator(seed))
    return [{key: values.to(DEVICE) for key, values in batch.items()} for batch in batches]


def train(model, rows: list[dict], seed: int) -> list[float]:
    """Train for the steps of the settings, in as many epochs as that takes; the loss of each step."""
    seed_everything(seed)
    rates = {key: SETTINGS[key] for key in ("encoder_lr", "classifier_lr")}
    optimizer = torch.optim.AdamW(parameter_groups(model, **rates))
    scheduler = linear_schedule(optimizer, SETTINGS["steps"] // 10, SETTINGS["steps"])
    losses: list[float] = []
    while len(losses) < SETTINGS["steps"]:
        batches = batches_of(rows, seed + len(losses))
        losses += train_epoch(model, batches[: SETTINGS["steps"] - len(losses)], optimizer, scheduler)
    return losses


def score(model, rows: list[dict]) -> dict[str, float]:
    """Accuracy and macro F1 of the model on the rows."""
    batches = batches_of(rows, seed=0)
    logits = predict(model, batches).cpu()
    return evaluate(logits, torch.cat([batch["labels"] for batch in batches]).cpu())


# %%
model = prepare("all", seed=0)
losses = train(model, clean["train"], seed=0)
print(score(model, clean["validation"]))
plt.figure(figsize=(6, 3))
plt.plot(losses)
plt.axhline(math.log(3), color="black", linestyle="--", label="ln 3")
plt.xlabel("step")
plt.ylabel("loss")
plt.legend()
plt.show()

# %% [markdown]
# ## The five treatments
#
# <div dir="rtl">
#
# پنج روش با همان بذرها.
#
# </div>

# %%
details = []
progress = tqdm(total=len(TREATMENTS) * len(SEEDS))


def train_and_score(treatment: str, seed: int) -> float:
    """One run; what it cost is kept in `details`."""
    model = prepare(treatment, seed)
    started = time.perf_counter()
    train(model, clean["train"], seed)
    seconds = time.perf_counter() - started
    result = score(model, clean["test"])
    details.append({"treatment": treatment, "seconds": seconds, **result, **count_parameters(model)})
    progress.update()
    return result["accuracy"]


scores = run_all(train_and_score, TREATMENTS, SEEDS)
Path("scores.json").write_text(json.dumps(scores, indent=2), encoding="utf-8")

# %% [markdown]
# ## Table and plot
#
# <div dir="rtl">
#
# جدول و نمودار. هدف‌های اجراهای تمام‌اندازه کنار نتیجهٔ شما آمده‌اند.
#
# </div>

# %%
TARGETS = {
    "all": "0.77",
    "first_9_frozen": "0.47–0.50",
    "all_but_last_frozen": "0.64–0.66",
    "first_9_kept": "0.76",
    "half_heads_pruned": "0.77",
}
summary = summarise(scores)
table = pd.DataFrame(summary).set_index("treatment")
for column in ("macro_f1", "trainable", "total", "seconds"):
    values = {name: [run[column] for run in details if run["treatment"] == name] for name in TREATMENTS}
    table[column] = [statistics.mean(values[name]) for name in table.index]
table["full_size_target"] = [TARGETS[name] for name in table.index]
table.round(3)

# %%
plot_summary(summary)

# %%
# the accuracy of "all" minus that of each other treatment
differences = {name: paired_difference(scores["all"], scores[name]) for name in TREATMENTS if name != "all"}
pd.DataFrame.from_dict(differences, orient="index")

# %% [markdown]
# ## Preprocessing
#
# What does each way of preprocessing cost? A model is always trained and tested on texts prepared
# the same way.
#
# <div dir="rtl">
#
# هر شیوهٔ پیش‌پردازش چه هزینه‌ای دارد؟ مدل همیشه روی متن‌هایی آموزش و آزمون می‌شود که یک‌جور آماده شده‌اند.
#
# </div>

# %%
STOP_WORDS = frozenset(
    ("و", "در", "به", "از", "که", "این", "آن", "را", "با", "برای", "است", "بود", "هم", "هر")
    + ("یک", "نیست", "نه", "هیچ", "همه", "فقط")
)
WAYS = {
    "raw": [],
    "no_stop_words": [normalise, lambda text: remove_stop_words(text, STOP_WORDS)],
    "zwnj_as_blank": [normalise, replace_zwnj],
}
progress = tqdm(total=len(WAYS) * len(SEEDS))


def train_and_score_prepared(way: str, seed: int) -> float:
    """One run of "all" on texts preprocessed in one of the WAYS."""
    model = prepare("all", seed)
    train(model, preprocess(rows["train"], WAYS[way]), seed)
    progress.update()
    return score(model, preprocess(rows["test"], WAYS[way]))["accuracy"]


preprocessing = {"normalised": scores["all"], **run_all(train_and_score_prepared, tuple(WAYS), SEEDS)}
preprocessing_cost(preprocessing)

# %% [markdown]
# ## Your predictions
#
# <div dir="rtl">
#
# پیش‌بینی‌های شما در برابر نتیجه. تای کندال ۱ یعنی همان ترتیب، ۱− یعنی ترتیب وارونه.
#
# </div>

# %%
measured = [row["treatment"] for row in summary]
ranks = [measured.index(name) for name in predictions["p1_order"]]
tau = kendalltau(range(len(ranks)), ranks)[0]
gap = paired_difference(scores["all"], scores["first_9_frozen"])
stop_words = paired_difference(preprocessing["no_stop_words"], preprocessing["normalised"])
moved = ("up" if stop_words["difference"] > 0 else "down") if stop_words["significant"] else "neither"
kept = paired_difference(scores["all"], scores["first_9_kept"])
ledger.measure(
    {
        "p1_order": measured,
        "p2_gap": round(gap["difference"], 3),
        "p3_stop_words": moved,
        "p4_kept": kept["significant"],
    },
    {
        "p1_order": f"Kendall's tau {tau:.2f}",
        "p2_gap": f"{gap['low']:.3f} to {gap['high']:.3f}",
        "p3_stop_words": f"{stop_words['low']:.3f} to {stop_words['high']:.3f}",
        "p4_kept": f"{kept['low']:.3f} to {kept['high']:.3f}",
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
# ### w1_parameters
#
# …

# %% [markdown]
# ### w2_paradox
#
# …

# %% [markdown]
# ### w3_kept
#
# …

# %% [markdown]
# ### w4_heads
#
# …

# %% [markdown]
# ### w5_cleaning
#
# …

# %% [markdown]
# ### w6_evidence
#
# …
