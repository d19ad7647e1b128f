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
# # a10_vision: pictures as sequences
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
import math
import time
from collections import Counter
from pathlib import Path
from typing import Any, cast

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import torch
from IPython.display import display
from q1_transform import collate, prepare, preprocess
from q2_patches import embed_patches, patchify, unpatchify
from q3_freeze import count_parameters, freeze_all_but_last_block, training_mode
from q4_tokens import average_heads, resize_model
from q5_train import evaluate, plot_losses, predict, train
from q6_timm import build_timm, freeze_like, to_timm, trainable_names
from scipy.stats import kendalltau
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import ConfusionMatrixDisplay
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch.utils.data import DataLoader
from transformers import DeiTForImageClassification, DeiTForImageClassificationWithTeacher

from course.kit.checkpoints import checkpoint_source, load_checkpoint, plain_loading
from course.kit.data import describe, load_data
from course.kit.devices import pick_device
from course.kit.predictions import Ledger
from course.kit.seeding import generator, seeded

# %% [markdown]
# ## Settings
#
# `quick` is made for a laptop: the sample and `mini-deit`. `real` takes reduced photographs instead of the
# sample, `gpu` these and the real DeiT.
#
# <div dir="rtl">
#
# نمایهٔ `quick` برای لپ‌تاپ است: دادهٔ نمونه و `mini-deit`. نمایهٔ `real` به‌جای نمونه، عکس‌های واقعی (به تعداد کم) را
# می‌گیرد و `gpu` همان عکس‌ها را با DeiT اصلی.
#
# </div>

# %%
PROFILE = "quick"
SEED = 0
SMALL: dict[str, Any] = {"steps": 120, "batch_size": 32, "lr": 1e-3}
SETTINGS: dict[str, Any] = {
    "quick": SMALL,
    "real": SMALL,
    "gpu": {"steps": 480, "batch_size": 32, "lr": 1e-4},
}[PROFILE]
DEVICE = pick_device()
CLASSES = describe("cifar10").labels
WAYS = ("all", "last_block", "scratch", "edges")

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
    "p1_order": None,  # the four names of WAYS, best accuracy first
    "p2_gap": None,  # accuracy of "all" minus accuracy of "last_block", for example 0.1; may be negative
    "p3_speed": None,  # the time of a step of "all" divided by that of "last_block", for example 12
    "p4_larger": None,  # pictures half as large again, no further training: accuracy "up", "down" or "same"
}
ledger = Ledger(Path("predictions.json"))
predictions = ledger.predict(predictions, orders={"p1_order": WAYS})
predictions

# %% [markdown]
# ## The data
#
# What do the pictures look like, are the classes balanced? A row of the sample may bear a wrong label: can you
# find one?
#
# <div dir="rtl">
#
# تصویرها چه شکلی‌اند و رده‌ها متوازن‌اند؟ برچسب چند ردیف از دادهٔ نمونه نادرست است: یکی پیدا می‌کنید؟
#
# </div>

# %%
data = load_data("cifar10", profile=PROFILE)
figure, grid = plt.subplots(5, 10, figsize=(10, 5.6))
first: Any = data["train"].select(range(50))
for axes, row in zip(grid.ravel(), first, strict=True):
    axes.imshow(row["img"])
    axes.set_title(CLASSES[row["label"]], fontsize=7, pad=2)
    axes.axis("off")
plt.show()

# %%
counts = {split: Counter(CLASSES[label] for label in data[split]["label"]) for split in data}
pd.DataFrame(counts, index=list(CLASSES))

# %% [markdown]
# ## From pictures to tensors
#
# Your own `preprocess` against the checkpoint's processor; then all pictures as tensors, through your lazy
# transform. The last pictures of the training split become the validation split where there is none.
#
# <div dir="rtl">
#
# تابع `preprocess` شما در برابر پردازندهٔ تصویرِ خود مدل؛ سپس همهٔ تصویرها به شکل تنسور، با `prepare` شما که تا
# سطری خوانده نشود دست به کار نمی‌شود.
# اگر مجموعهٔ اعتبارسنجی نداشته باشیم، تصویرهای آخر مجموعهٔ آموزش جای آن را می‌گیرند.
#
# </div>

# %%
_, processor = load_checkpoint("mini-deit", profile=PROFILE)
size = processor.size["height"]
row = data["train"][0]
by_hand = preprocess(torch.tensor(np.array(row["img"])), processor.image_mean, processor.image_std, size)
by_processor = processor(row["img"], return_tensors="pt")["pixel_values"][0]
print(tuple(by_hand.shape), "greatest difference:", float((by_hand - by_processor).abs().max()))


# %%
def tensors(rows, processor) -> dict[str, torch.Tensor]:
    """All rows of a split, prepared batch by batch, on the device."""
    batches = list(DataLoader(prepare(rows, processor), 100, collate_fn=collate))
    return {name: torch.cat([batch[name] for batch in batches]).to(DEVICE) for name in batches[0]}


prepared = {split: tensors(data[split], processor) for split in data}
if "validation" not in prepared:
    cut = len(data["train"]) - 200
    prepared["validation"] = {name: values[cut:] for name, values in prepared["train"].items()}
    prepared["train"] = {name: values[:cut] for name, values in prepared["train"].items()}
{split: tuple(columns["pixel_values"].shape) for split, columns in prepared.items()}


# %% [markdown]
# ## Patches
#
# One picture as the model reads it: cut, in order, and with the patches shuffled. Is your linear map the model's
# convolution?
#
# <div dir="rtl">
#
# یک تصویر آن‌طور که مدل می‌بیند: تکه‌تکه، به ترتیب، و با تکه‌های بُرخورده. آیا نگاشت خطی شما همان کانولوشن مدل است؟
#
# </div>


# %%
def load_model(seed: int = SEED) -> Any:
    """The pretrained model under a new head for ten classes on its class token."""
    with plain_loading("mini-deit"), seeded(seed):
        source = checkpoint_source("mini-deit", PROFILE)
        model = DeiTForImageClassification.from_pretrained(source, num_labels=len(CLASSES))
    return cast(Any, model).to(DEVICE)


model = load_model()
patch = model.config.patch_size
images = prepared["test"]["pixel_values"]
patches = patchify(images, patch)  # (B, N, 3 * patch * patch)
order = torch.randperm(patches.shape[1], generator=generator(SEED))
shuffled = unpatchify(patches[:, order.to(DEVICE)], patch, 3, size, size)
projection = model.deit.embeddings.patch_embeddings.projection
with torch.no_grad():
    difference = embed_patches(images[:8], projection.weight, projection.bias) - projection(
        images[:8]
    ).flatten(2).transpose(1, 2)
print("patches:", tuple(patches.shape), "greatest difference:", float(difference.abs().max()))
mean, std = (torch.tensor(values).view(3, 1, 1) for values in (processor.image_mean, processor.image_std))
figure, pair = plt.subplots(1, 2, figsize=(6, 3.2))
for axes, name, picture in zip(pair, ("in order", "shuffled"), (images[3], shuffled[3]), strict=True):
    axes.imshow((picture.cpu() * std + mean).clamp(0, 1).permute(1, 2, 0).numpy())
    axes.set_title(name)
    axes.axis("off")
plt.show()

# %% [markdown]
# ## What trains
#
# Where are the parameters, and which ones train? Compare with figure 2.
#
# <div dir="rtl">
#
# پارامترها کجا هستند و کدام‌ها آموزش می‌بینند؟ با شکل ۲ مقایسه کنید.
#
# </div>

# %%
freeze_all_but_last_block(model)
parts: dict[str, Counter[str]] = {"parameters": Counter(), "trainable": Counter()}
for name, parameter in model.named_parameters():
    words = name.split(".")
    part = ".".join(words[: 3 if "layers" in words else 2 if words[0] == "deit" else 1])
    parts["parameters"][part] += parameter.numel()
    parts["trainable"][part] += parameter.numel() * parameter.requires_grad
print(count_parameters(model))
training_mode(model)
awake = [name for name, module in model.named_modules() if module.training and "." in name]
print("in training mode:", awake)
pd.DataFrame(parts)

# %% [markdown]
# ## Train
#
# Three ways with your loop: all weights; the last block, the last norm and the head; all weights from a random start.
# `train` has no place at which to measure, so a hook does it, whenever the model is about to take a certain step.
#
# <div dir="rtl">
#
# سه روش با حلقهٔ خودتان: همهٔ وزن‌ها؛ بلوک آخر و نرمال‌ساز آخر و سر؛ همهٔ وزن‌ها با شروع تصادفی.
# درون `train` جایی برای اندازه‌گیری نیست؛ یک قلاب (hook) این کار را می‌کند، هر بار که مدل در آستانهٔ گام معینی است.
#
# </div>


# %%
def make(way: str) -> Any:
    """The model of one of the ways, with what trains in it."""
    model = load_model()
    if way == "scratch":
        with seeded(SEED):
            model = cast(Any, DeiTForImageClassification(model.config)).to(DEVICE)
    elif way == "last_block":
        freeze_all_but_last_block(model)
    return model


def score(model, split: str) -> dict[str, float]:
    """Loss and accuracy on a split."""
    return evaluate(predict(model, prepared[split]["pixel_values"]), prepared[split]["labels"])


class Watch:
    """Measures the validation loss while a model trains: `handle` is a forward hook, called before each step."""

    def __init__(self, model: Any, every: int) -> None:
        self.every, self.steps, self.seconds = every, 0, 0.0
        self.validation: list[tuple[int, float]] = []
        self.handle = model.register_forward_pre_hook(self.before)

    def before(self, model: Any, _: Any) -> None:
        if not model.training:  # the call comes from `score` below
            return
        if self.steps and self.steps % self.every == 0:
            self.measure(model)
        self.steps += 1

    def measure(self, model: Any) -> None:
        started = time.perf_counter()
        self.validation.append((self.steps, score(model, "validation")["loss"]))
        self.seconds += time.perf_counter() - started


def run(way: str) -> dict[str, Any]:
    """Train one way; the losses, the scores and what it cost."""
    model = make(way)
    steps = SETTINGS["steps"]
    watch = Watch(model, every=max(1, steps // 4))
    started = time.perf_counter()
    losses = train(
        model,
        prepared["train"]["pixel_values"],
        prepared["train"]["labels"],
        steps=steps,
        batch_size=SETTINGS["batch_size"],
        lr=SETTINGS["lr"],
        warmup_steps=steps // 10,
        seed=SEED,
    )
    seconds = time.perf_counter() - started - watch.seconds
    watch.handle.remove()
    watch.measure(model)
    return {
        "model": model,
        "losses": losses,
        "validation": watch.validation,
        "seconds_a_step": seconds / steps,
        **score(model, "test"),
        **count_parameters(model),
    }


runs = {way: run(way) for way in ("all", "last_block", "scratch")}

# %%
for way, result in runs.items():
    figure = plot_losses(result["losses"], result["validation"], window=10)
    (axes,) = figure.axes
    axes.axhline(math.log(len(CLASSES)), color="black", linestyle="--", linewidth=0.8)
    axes.set_ylim(0, 2.8)
    axes.set_title(f"{way} (dashed: ln {len(CLASSES)})")
    display(figure)

# %% [markdown]
# ## What needs no transformer
#
# How strong are the edges in each of eight directions, in each of 4 × 4 cells? That is all this classifier sees (a
# simple histogram of oriented gradients), and it takes a second.
#
# <div dir="rtl">
#
# در هر یک از ۴ × ۴ خانهٔ تصویر، لبه‌ها در هر یک از هشت جهت چقدر قوی‌اند؟ این رده‌بند فقط همین را می‌بیند
# (شکل ساده‌ای از هیستوگرام گرادیان‌های جهت‌دار) و یک ثانیه وقت می‌گیرد.
#
# </div>


# %%
def edge_cells(pictures: np.ndarray, cells: int = 4) -> np.ndarray:
    """(n, cells * cells * 8) strength of the edges in eight directions in each cell; a picture's sum is 1."""
    down, right = np.gradient(pictures.mean(-1), axis=(1, 2))
    direction = ((np.arctan2(down, right) % np.pi) / np.pi * 8).astype(int) % 8
    weighted = np.hypot(down, right)[..., None] * np.eye(8)[direction]
    side = pictures.shape[1] // cells
    sums = weighted.reshape(-1, cells, side, cells, side, 8).sum((2, 4)).reshape(len(pictures), -1)
    return sums / (sums.sum(1, keepdims=True) + 1e-9)


bytes_of = {
    split: np.stack([np.array(img.convert("RGB")) for img in data[split]["img"]])
    for split in ("train", "test")
}
labels = {split: np.array(data[split]["label"]) for split in bytes_of}
cut = len(prepared["train"]["labels"])  # the same pictures that the models are trained on
shallow = make_pipeline(StandardScaler(), LogisticRegression(C=0.002, max_iter=200))
shallow.fit(edge_cells(bytes_of["train"][:cut]), labels["train"][:cut])
guesses = {"edges": shallow.predict(edge_cells(bytes_of["test"]))}
accuracy = {"edges": float((guesses["edges"] == labels["test"]).mean())}

# %% [markdown]
# ## Table and confusions
#
# A test split is a sample too: `plus_minus` is twice the standard error of an accuracy on it.
#
# <div dir="rtl">
#
# جدول و ماتریس درهم‌ریختگی. مجموعهٔ آزمون هم یک نمونه است: `plus_minus` دو برابر خطای معیار دقت روی آن است.
#
# </div>

# %%
for way, result in runs.items():
    guesses[way] = predict(result["model"], prepared["test"]["pixel_values"]).argmax(-1).cpu().numpy()
    accuracy[way] = result["accuracy"]
table = pd.DataFrame({"accuracy": accuracy})
table["plus_minus"] = [2 * math.sqrt(p * (1 - p) / len(labels["test"])) for p in table["accuracy"]]
for column in ("trainable", "total", "seconds_a_step"):
    table[column] = [runs[way][column] if way in runs else float("nan") for way in table.index]
table["last_training_losses"] = [
    np.mean(runs[way]["losses"][-10:]) if way in runs else float("nan") for way in table.index
]
table["validation_loss"] = [
    runs[way]["validation"][-1][1] if way in runs else float("nan") for way in table.index
]
table = table.sort_values("accuracy", ascending=False)
table.round(4)

# %%
figure, pair = plt.subplots(1, 2, figsize=(11, 5), layout="constrained")
for axes, way in zip(pair, ("all", "edges"), strict=True):
    ConfusionMatrixDisplay.from_predictions(
        labels["test"],
        guesses[way],
        display_labels=CLASSES,
        xticks_rotation="vertical",
        colorbar=False,
        ax=axes,
    )
    axes.set_title(way)
plt.show()

# %%
wrong = np.flatnonzero(guesses["all"] != labels["test"])[:20]
figure, grid = plt.subplots(2, 10, figsize=(10, 2.6))
for axes, index in zip(grid.ravel(), wrong, strict=False):
    axes.imshow(bytes_of["test"][index])
    axes.set_title(f"{CLASSES[labels['test'][index]]}\n→ {CLASSES[guesses['all'][index]]}", fontsize=6, pad=2)
for axes in grid.ravel():
    axes.axis("off")
plt.show()

# %% [markdown]
# ## Positions
#
# The model that was trained with all weights, tested on three kinds of pictures: as they were; with their patches shuffled
# (the same order for all); half as large again, through your `resize_model`.
#
# <div dir="rtl">
#
# مدلی که همهٔ وزن‌هایش آموزش دید، روی سه جور تصویر آزمون می‌شود: همان‌طور که بودند؛ با تکه‌های بُرخورده (با یک ترتیب
# برای همه)؛ و یک‌ونیم‌برابر بزرگ‌تر، به کمک `resize_model` شما.
#
# </div>

# %%
trained, larger = runs["all"]["model"], size * 3 // 2
resized = resize_model(trained, larger)


def enlarge(batch: dict[str, list]) -> dict[str, Any]:
    """Rows with pictures of the larger size, by the checkpoint's own processor."""
    shape = {"height": larger, "width": larger}
    values = processor([img.convert("RGB") for img in batch["img"]], size=shape, return_tensors="pt")
    return {"pixel_values": values["pixel_values"], "labels": batch["label"]}


rows: Any = data["test"].with_transform(enlarge)
batches = [batch["pixel_values"] for batch in DataLoader(rows, 100, collate_fn=collate)]
enlarged = torch.cat(batches).to(DEVICE)
test_labels = prepared["test"]["labels"]
positions = {
    "as_they_were": score(trained, "test"),
    "shuffled": evaluate(predict(trained, shuffled), test_labels),
    "larger": evaluate(predict(resized, enlarged, batch_size=50), test_labels),
}
pd.DataFrame(positions).T

# %% [markdown]
# ## Two tokens, two heads
#
# What do the two tokens of the pretrained model know about the task before any training? A logistic regression is fitted on
# each, and your `average_heads` puts them together.
#
# <div dir="rtl">
#
# دو توکنِ مدل پیش‌آموخته، پیش از هر آموزشی، دربارهٔ این وظیفه چه می‌دانند؟ روی هر کدام یک رگرسیون لجستیک برازش می‌شود و
# `average_heads` شما آن دو را با هم میانگین می‌گیرد.
#
# </div>


# %%
def final_states(split: str) -> torch.Tensor:
    """(n, N + 2, hidden): the pretrained encoder's output after the last norm."""
    encoder = load_model().deit.eval()
    with torch.inference_mode():
        parts = [encoder(part).last_hidden_state for part in prepared[split]["pixel_values"].split(100)]
    return torch.cat(parts).cpu()


hidden = {split: final_states(split) for split in ("train", "test")}
heads: dict[str, torch.Tensor] = {}
probes = {}
for row_number, name in enumerate(("cls", "distillation")):
    probe = LogisticRegression(C=0.1, max_iter=300)
    probe.fit(hidden["train"][:, row_number].numpy(), prepared["train"]["labels"].cpu().numpy())
    heads[f"{name}_weight"] = torch.tensor(probe.coef_, dtype=torch.float32)
    heads[f"{name}_bias"] = torch.tensor(probe.intercept_, dtype=torch.float32)
    logits = hidden["test"][:, row_number] @ heads[f"{name}_weight"].T + heads[f"{name}_bias"]
    probes[name] = evaluate(logits, test_labels.cpu())
probes["both"] = evaluate(average_heads(hidden["test"], **heads), test_labels.cpu())
pd.DataFrame(probes).T

# %% [markdown]
# ## The same model in timm
#
# The weights under timm's names, the same logits, and the same parts frozen.
#
# <div dir="rtl">
#
# همان وزن‌ها با نام‌های timm، همان لاجیت‌ها، و همان بخش‌های ثابت.
#
# </div>

# %%
with plain_loading("mini-deit"):
    teacher_class: Any = DeiTForImageClassificationWithTeacher
    source = teacher_class.from_pretrained(checkpoint_source("mini-deit", PROFILE)).eval()
twin = build_timm(source.config)
twin.load_state_dict(to_timm(source.state_dict()))
twin.eval()
with torch.inference_mode():
    pictures = prepared["test"]["pixel_values"][:20].cpu()
    difference = float((source(pictures).logits - twin(pictures)).abs().max())
freeze_all_but_last_block(source)
freeze_like(twin, source)
print("greatest difference of the logits:", difference)
print("transformers:", count_parameters(source), len(trainable_names(source)), "tensors")
print("timm:        ", count_parameters(twin), len(trainable_names(twin)), "tensors")

# %% [markdown]
# ## Your predictions
#
# <div dir="rtl">
#
# پیش‌بینی‌های شما در برابر نتیجه. تای کندال ۱ یعنی همان ترتیب، ۱− یعنی ترتیب وارونه.
#
# </div>

# %%
measured = list(table.index)
ranks = [measured.index(way) for way in predictions["p1_order"]]
tau = kendalltau(range(len(ranks)), ranks)[0]
gap = accuracy["all"] - accuracy["last_block"]
# the two are measured on the same pictures: what counts is how often one is right where the other is not
only = [int(((guesses[a] == labels["test"]) & (guesses[b] != labels["test"])).sum())
        for a, b in (("all", "last_block"), ("last_block", "all"))]  # fmt: skip
speed = runs["all"]["seconds_a_step"] / runs["last_block"]["seconds_a_step"]
change = positions["larger"]["accuracy"] - positions["as_they_were"]["accuracy"]
moved = "same" if abs(change) < 0.02 else "up" if change > 0 else "down"
outcome = {
    "p1_order": (measured, f"Kendall's tau {tau:.2f}"),
    "p2_gap": (round(gap, 3), f"only all right: {only[0]}, only last_block right: {only[1]}"),
    "p3_speed": (
        round(speed, 1),
        f"{len(runs['all']['losses'])} steps each",
    ),
    "p4_larger": (moved, f"{change:+.3f}"),
}
ledger.measure(
    {name: value for name, (value, _) in outcome.items()},
    {name: detail for name, (_, detail) in outcome.items()},
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
# ### w1_patches
#
# …

# %% [markdown]
# ### w2_cost
#
# …

# %% [markdown]
# ### w3_baseline
#
# …

# %% [markdown]
# ### w4_positions
#
# …

# %% [markdown]
# ### w5_heads
#
# …

# %% [markdown]
# ### w6_loss
#
# …
