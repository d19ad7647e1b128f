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
# # a11_speech: emotion in speech
#
# This notebook listens to the recordings, runs the experiments **with your own modules**, and holds your
# written answers. Keep it in the folder with your `qN_….py` files. Predict first; then run the cells in order.
#
# <div dir="rtl">
#
# در این دفترچه به صداها گوش می‌دهید، آزمایش‌ها را **با ماژول‌های خودتان** اجرا می‌کنید و پاسخ‌های تشریحی را می‌نویسید.
# آن را کنار فایل‌های `qN_….py` نگه دارید. اول پیش‌بینی کنید؛ بعد خانه‌ها را به ترتیب اجرا کنید.
#
# </div>

# %%
# pyright: reportMissingImports=false, reportUnusedExpression=false
# ruff: noqa: B018
import json
import math
from collections import Counter
from pathlib import Path
from typing import Any, cast

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import torch
from IPython.display import Audio, display
from q1_inventory import count_table, duration_percentiles, inventory, plot_counts
from q2_split import leak_damage, overlap, segment, speaker_split, split_segments, stratified_split
from q3_balance import class_weights, leak_of_oversampling
from q4_audio import AudioError, cut, load_audio, normalise
from q5_collate import collate, feature_lengths, feature_mask, receptive_field
from q6_pooling import attention_pool, first_pool, max_pool, mean_pool
from q7_classify import EmotionClassifier
from q8_train import (
    confusion_matrix,
    majority_baseline,
    plot_by_gender,
    plot_confusion,
    predict,
    report,
    train,
)
from q9_units import assign_units, fit_units, masked_prediction_loss, mfcc_features, span_mask
from scipy.stats import kendalltau
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from transformers import HubertModel

from course.kit.checkpoints import load_checkpoint
from course.kit.devices import pick_device
from course.kit.paths import sample_folder
from course.kit.predictions import Ledger
from course.kit.seeding import generator, seeded

# %% [markdown]
# ## Settings
#
# `quick` is made for a laptop: the sample and the mini model. `gpu` takes all of ShEMO, from a folder of yours,
# and the real HuBERT.
#
# <div dir="rtl">
#
# نمایهٔ `quick` برای لپ‌تاپ است: دادهٔ نمونه و مدل کوچک. نمایهٔ `gpu` همهٔ ShEMO را از پوشه‌ای که خودتان می‌دهید
# و HuBERT اصلی را به کار می‌برد.
#
# </div>

# %%
PROFILE = "quick"
SEEDS = (0, 1, 2, 3, 4)  # of the splits that measure leaks
SETTINGS: dict[str, Any] = {
    "quick": {
        "folder": sample_folder("shemo"),
        "metadata": "shemo.json",
        "seconds": 2.0,
        "steps": 160,
        "batch_size": 16,
        "lr": 1e-3,
        "units": 50,
        "unit_steps": 100,
    },
    "gpu": {
        "folder": Path("ShEMO"),  # holds the folders female and male
        "metadata": "modified_shemo.json",
        "seconds": 5.0,
        "steps": 1500,
        "batch_size": 16,
        "lr": 2e-5,
        "units": 100,
        "unit_steps": 100,
    },
}[PROFILE]
DEVICE = pick_device()
EMOTIONS = ("neutral", "anger", "sadness", "happiness", "surprise")  # fear has too few to learn or to judge
RATE = 16_000

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
LEAKS = ("segments", "speakers", "oversampling")
POOLINGS = ("mean", "max", "first")
predictions = {
    "p1_leaks": None,  # the three names of LEAKS, the one that flatters most first
    "p2_oversampling": None,  # by how much oversampling before the split raises the macro recall, for example 0.1
    "p3_pooling": None,  # the three names of POOLINGS, best first
    "p4_weights": None,  # what class weights do to (accuracy, macro F1), for example ("up", "down")
}
ledger = Ledger(Path("predictions.json"))
predictions = ledger.predict(predictions, orders={"p1_leaks": LEAKS, "p3_pooling": POOLINGS})
predictions

# %% [markdown]
# ## What is there
#
# Your inventory, from names and headers alone: the names that do not fit, lengths, and counts.
#
# <div dir="rtl">
#
# فهرست شما، تنها از روی نام‌ها و سرآیندها: نام‌هایی که با الگو نمی‌خوانند، طول‌ها و شمارش‌ها.
#
# </div>

# %%
found = inventory(SETTINGS["folder"])
print(f"{len(found['rows'])} recordings, {len(found['bad'])} that do not fit:")
pd.DataFrame(found["bad"])

# %%
# before its first pyplot figure a notebook shows no figure of another making, so the counts come second
seconds = [row["seconds"] for row in found["rows"]]
plt.figure(figsize=(6, 3))
plt.hist(seconds, bins=40)
for length in duration_percentiles(found["rows"], [5, 50, 95]):
    plt.axvline(length, color="black", linestyle="--", linewidth=0.8)
plt.xlabel("seconds (dashed: 5, 50 and 95 percent)")
plt.ylabel("recordings")
plt.show()

# %%
plot_counts(found["rows"])

# %% [markdown]
# The letter in the name is not always the emotion that is heard. The metadata say what is heard; where the two
# disagree, the metadata count from here on.
#
# <div dir="rtl">
#
# حرفِ درون نام همیشه همان هیجانی نیست که به گوش می‌رسد. فراداده می‌گوید چه شنیده می‌شود؛ هر جا این دو یکی نیستند،
# از این‌جا به بعد فراداده معتبر است.
#
# </div>

# %%
WORDS = {"angry": "anger", "sad": "sadness", "happy": "happiness", "surprised": "surprise"}
entries = json.loads((SETTINGS["folder"] / SETTINGS["metadata"]).read_text(encoding="utf-8"))
heard = {Path(name).stem: WORDS.get(entry["emotion"], entry["emotion"]) for name, entry in entries.items()}
rows = [
    {**row, "heard": heard[Path(row["file"]).stem]}
    for row in found["rows"]
    if Path(row["file"]).stem in heard
]
disagree = Counter((row["emotion"], row["heard"]) for row in rows if row["emotion"] != row["heard"])
print(f"{len(found['rows']) - len(rows)} without an entry; {disagree.total()} disagree:")
print(", ".join(f"{letter} in the name, {told} heard: {n}" for (letter, told), n in disagree.most_common()))
pd.DataFrame(count_table([{**row, "emotion": row["heard"]} for row in rows])).T

# %% [markdown]
# ## Sound
#
# Load everything with your `load_audio`; what cannot be used is listed, not dropped silently. Then look at
# one recording of each emotion, and listen.
#
# <div dir="rtl">
#
# همه را با `load_audio` خودتان بخوانید؛ آنچه به کار نمی‌آید فهرست می‌شود، نه اینکه بی‌صدا کنار برود. بعد از هر هیجان یک
# ضبط را ببینید و گوش کنید.
#
# </div>

# %%
sounds, kept, unusable = [], [], []
for row in rows:
    try:
        samples = load_audio(SETTINGS["folder"] / row["file"], RATE)
    except AudioError as error:
        unusable.append((row["file"], str(error)))
        continue
    if not samples.any():
        unusable.append((row["file"], "silent"))
    elif row["heard"] in EMOTIONS:
        sounds.append(normalise(samples))
        kept.append(row)
labels = torch.tensor([EMOTIONS.index(row["heard"]) for row in kept])
print(f"{len(kept)} recordings in {len(EMOTIONS)} emotions; unusable:")
pd.DataFrame(unusable, columns=pd.Index(["file", "why"]))

# %%
figure, axes = plt.subplots(2, len(EMOTIONS), figsize=(13, 4), layout="constrained", sharex="col")
for column, emotion in enumerate(EMOTIONS):
    sound = sounds[next(i for i, row in enumerate(kept) if row["heard"] == emotion)]
    axes[0, column].plot(np.arange(len(sound)) / RATE, sound, linewidth=0.3)
    axes[0, column].set_title(emotion)
    axes[1, column].specgram(sound, NFFT=512, Fs=RATE, noverlap=352, cmap="magma")
    axes[1, column].set_ylim(0, 4000)
    axes[1, column].set_xlabel("seconds")
    display(Audio(sound, rate=RATE))
axes[0, 0].set_ylabel("normalised")
axes[1, 0].set_ylabel("Hz")
plt.show()

# %% [markdown]
# ## From samples to frames
#
# How many frames are real, and what does padding do to the mean? The same clip behind more and more padding,
# pooled with and without the mask.
#
# <div dir="rtl">
#
# چند قاب واقعی‌اند، و پُرکردن با میانگین چه می‌کند؟ همان تکه پشت سرِ صفرهای بیشتر و بیشتر، با ماسک و بی‌ماسک.
#
# </div>

# %%
encoder, _ = load_checkpoint("mini-hubert", PROFILE)
encoder = encoder.to(DEVICE).eval()
KERNELS, STRIDES = encoder.config.conv_kernel, encoder.config.conv_stride
size, step = receptive_field(KERNELS, STRIDES)
print(
    f"a frame sees {size} samples ({1000 * size / RATE:g} ms), one every {step} ({1000 * step / RATE:g} ms)"
)


@torch.inference_mode()
def encode(clips: list, length: int | None = None, masked: bool = True) -> tuple[torch.Tensor, torch.Tensor]:
    """Hidden states (B, F, D) of clips and the mask of their frames (B, F); without a mask all frames are real."""
    batch = {name: values.to(DEVICE) for name, values in collate(clips, length).items()}
    mask = batch["attention_mask"] if masked else torch.ones_like(batch["attention_mask"])
    hidden = encoder(batch["input_values"], attention_mask=mask).last_hidden_state
    return hidden.cpu(), feature_mask(mask, KERNELS, STRIDES).cpu()


clip = sounds[0][: 2 * RATE]
alone = mean_pool(*encode([clip]))
padding = []
for extra in (0, 1, 3, 8):
    length = len(clip) + extra * RATE
    vectors = {masked: mean_pool(*encode([clip], length, masked)) for masked in (True, False)}
    real = int(feature_lengths(torch.tensor([len(clip)]), KERNELS, STRIDES))
    moved = {
        name: float((vectors[masked] - alone).norm() / alone.norm())
        for name, masked in (("mask", True), ("no mask", False))
    }
    padding.append({"seconds of padding": extra, "real frames": real, **moved})
pd.DataFrame(padding).round(4)

# %% [markdown]
# ## Frames to one vector
#
# Every clip through the frozen encoder once, pooled in three ways; then a linear classifier on the vectors,
# with speakers of their own in the test split. Attention with a query of zeros is the mean.
#
# <div dir="rtl">
#
# هر تکه یک بار از رمزگذار ثابت می‌گذرد و به سه شیوه ادغام می‌شود؛ بعد یک رده‌بند خطی روی بردارها، با گویندگان جداگانه
# در بخش آزمون. توجه با پرس‌وجوی صفر همان میانگین است.
#
# </div>


# %%
def pooled(clips: list) -> dict[str, torch.Tensor]:
    """Vectors (n, D) of the clips for each way of pooling."""
    vectors: dict[str, list] = {"mean": [], "max": [], "first": [], "attention": []}
    for start in range(0, len(clips), 32):
        hidden, mask = encode(clips[start : start + 32])
        query = torch.zeros(hidden.shape[-1])
        vectors["mean"].append(mean_pool(hidden, mask))
        vectors["max"].append(max_pool(hidden, mask))
        vectors["first"].append(first_pool(hidden, mask))
        vectors["attention"].append(attention_pool(hidden, mask, query))
    return {name: torch.cat(parts) for name, parts in vectors.items()}


def fit_predict(train_x: torch.Tensor, train_y: torch.Tensor, test_x: torch.Tensor) -> torch.Tensor:
    """A linear classifier of pooled vectors."""
    classifier = make_pipeline(StandardScaler(), LogisticRegression(max_iter=100, tol=1e-2))
    classifier.fit(train_x.numpy(), train_y.numpy())
    return torch.from_numpy(classifier.predict(test_x.numpy()))


clips = [cut(sound, SETTINGS["seconds"], RATE)[0] for sound in sounds]
vectors = pooled(clips)
print(
    "attention with a zero query is the mean:",
    torch.allclose(vectors["attention"], vectors["mean"], atol=1e-5),
)
speakers = [row["speaker"] for row in kept]
probes = {}
for name in POOLINGS:
    probes[name] = []
    for seed in SEEDS:
        train_rows, test_rows = speaker_split(speakers, seed, (0.8, 0.2))
        guesses = fit_predict(vectors[name][train_rows], labels[train_rows], vectors[name][test_rows])
        probes[name].append(report(labels[test_rows], guesses, EMOTIONS)["macro_f1"])
pd.DataFrame(probes, index=pd.Index(SEEDS, name="seed")).agg(["mean", "std"]).T.round(3)

# %% [markdown]
# ## Leaks
#
# The same linear classifier, split wrongly and rightly: segments of one recording on both sides, speakers on
# both sides, copies of a recording on both sides.
#
# <div dir="rtl">
#
# همان رده‌بند خطی، با تقسیم نادرست و درست: تکه‌های یک ضبط در هر دو سو، گویندگان در هر دو سو، رونوشت‌های یک ضبط در
# هر دو سو.
#
# </div>

# %%
pieces = segment(list(range(len(sounds))), [len(sound) for sound in sounds], SETTINGS["seconds"] / 2, RATE)
pieces = [piece for piece in pieces if piece["stop"] - piece["start"] >= SETTINGS["seconds"] / 4 * RATE]
piece_vectors = pooled([sounds[piece["recording"]][piece["start"] : piece["stop"]] for piece in pieces])[
    "mean"
]
owners = [piece["recording"] for piece in pieces]
leaky = stratified_split([int(labels[owner]) for owner in owners], 0)
honest = split_segments(pieces, speaker_split(speakers, 0))
print(f"{len(pieces)} segments; recordings in two splits: {len(overlap(owners, leaky))} leaky, "
      f"{len(overlap(owners, honest))} honest")  # fmt: skip
measured: dict[str, list[dict[str, float]]] = {name: [] for name in LEAKS}
for seed in SEEDS:
    measured["segments"].append(leak_damage(piece_vectors, labels[owners], owners, seed, fit_predict))
    measured["speakers"].append(leak_damage(vectors["mean"], labels, speakers, seed, fit_predict))
    measured["oversampling"].append(
        leak_of_oversampling(vectors["mean"], labels, seed, stratified_split, fit_predict)
    )
damage = {name: [run["difference"] for run in runs] for name, runs in measured.items()}
pd.DataFrame(damage, index=pd.Index(SEEDS, name="seed")).agg(["mean", "std", "min", "max"]).T.round(3)

# %% [markdown]
# ## Train
#
# HuBERT with your head, twice: without and with class weights. Speakers of the test split are heard nowhere else.
# Nothing is chosen by a score here, so no recordings are set aside for validation.
#
# <div dir="rtl">
#
# HuBERT با سر شما، دو بار: بدون وزن کلاس‌ها و با آن. گویندگان بخش آزمون جای دیگری شنیده نمی‌شوند.
# این‌جا هیچ چیز از روی نمره انتخاب نمی‌شود، پس ضبطی هم برای اعتبارسنجی کنار نگذاشته‌ایم.
#
# </div>

# %%
train_rows, test_rows = speaker_split(speakers, 0, (0.7, 0.3))
print("speakers in two splits:", overlap(speakers, [train_rows, test_rows]))
print({EMOTIONS[i]: n for i, n in sorted(Counter(labels[test_rows].tolist()).items())}, "in the test split")


def batch_of(chosen: list[int]) -> tuple[torch.Tensor, list[int]]:
    """Waveforms (n, longest) on the device, and how many samples each has."""
    return collate([clips[i] for i in chosen])["input_values"].to(DEVICE), [len(clips[i]) for i in chosen]


def run(weighted: bool, seed: int = 0) -> tuple[EmotionClassifier, list[float]]:
    """A classifier trained on the train rows, and the loss of each step."""
    weights = class_weights(labels[train_rows], len(EMOTIONS)) if weighted else None
    with seeded(seed):
        pretrained, _ = load_checkpoint("mini-hubert", PROFILE)
        model = EmotionClassifier(pretrained, len(EMOTIONS), class_weights=weights).to(DEVICE)
        losses = train(
            model, *batch_of(train_rows), labels[train_rows].to(DEVICE), steps=SETTINGS["steps"],
            batch_size=SETTINGS["batch_size"], lr=SETTINGS["lr"], seed=seed,
        )  # fmt: skip
    return model, losses


models, curves = {}, {}
for name, weighted in (("plain", False), ("weighted", True)):
    models[name], curves[name] = run(weighted)
plt.figure(figsize=(6, 3))
for name, losses in curves.items():
    plt.plot(losses, label=name, linewidth=0.9)
plt.axhline(math.log(len(EMOTIONS)), color="black", linestyle="--", label=f"ln {len(EMOTIONS)}")
plt.xlabel("step")
plt.ylabel("loss")
plt.ylim(0)
plt.legend(loc="lower left")
plt.show()

# %% [markdown]
# ## Report
#
# Against the majority baseline, class by class; then who is taken for whom, and women and men apart, with the
# number of clips behind each bar.
#
# <div dir="rtl">
#
# در برابر خط مبنای اکثریت، کلاس به کلاس؛ بعد اینکه کدام هیجان با کدام اشتباه می‌شود، و زن و مرد جدا از هم، با شمار
# تکه‌هایی که پشت هر میله است.
#
# </div>

# %%
guesses = {name: predict(model, *batch_of(test_rows)).argmax(1).cpu() for name, model in models.items()}
reports = {name: report(labels[test_rows], guess, EMOTIONS) for name, guess in guesses.items()}
majority = majority_baseline(labels[train_rows], labels[test_rows], len(EMOTIONS))
overall = {name: {key: scores[key] for key in ("accuracy", "macro_f1")} for name, scores in reports.items()}
display(pd.DataFrame({"majority": majority, **overall}).T.round(3))
pd.DataFrame(reports["weighted"]["classes"]).T.round(2)

# %%
confusion = confusion_matrix(labels[test_rows], guesses["weighted"], len(EMOTIONS))
plot_confusion(confusion, EMOTIONS)

# %%
tested = [{**kept[i], "emotion": kept[i]["heard"]} for i in test_rows]
display(pd.DataFrame(count_table(tested)).T.loc[list(EMOTIONS)])
plot_by_gender(labels[test_rows], guesses["weighted"], [row["gender"] for row in tested], EMOTIONS)

# %% [markdown]
# ## Units and masks
#
# What HuBERT was trained on, in small: units from MFCCs, spans hidden from the encoder, and a projection that
# learns to tell the hidden units from what the frozen encoder makes of the rest. The same with an encoder that
# was never trained.
#
# <div dir="rtl">
#
# آنچه HuBERT با آن آموخته، در اندازهٔ کوچک: واحدها از MFCC، بازه‌هایی پنهان از رمزگذار، و نگاشتی که یاد می‌گیرد واحدهای
# پنهان را از روی برداشت رمزگذارِ ثابت از بقیهٔ صدا بگوید. و همین کار با رمزگذاری که هرگز آموزش ندیده است.
#
# </div>

# %%
K = SETTINGS["units"]
heard_clips = [clips[i] for i in train_rows[:150]]
features = [mfcc_features(torch.from_numpy(clip)) for clip in heard_clips]
centroids = fit_units(torch.cat(features), K, seed=0)
units = [assign_units(rows, centroids) for rows in features]
changes = np.mean([(row[1:] != row[:-1]).double().mean() for row in units])
frames = [len(row) for row in units]
mask = span_mask(frames, 0.065, 10, generator(0))
share = mask.sum().item() / sum(frames)
print(f"a unit lasts {20 / changes:.0f} ms on average; masked: {share:.2f} of all frames")
figure, (above, below) = plt.subplots(2, figsize=(9, 3.4), layout="constrained", sharex=True)
above.plot(np.arange(len(heard_clips[0])) / RATE, heard_clips[0], linewidth=0.3)
above.set_ylabel("normalised")
below.step((np.arange(frames[0]) * 320 + 200) / RATE, units[0], where="mid")
below.set_ylabel("unit")
below.set_xlabel("seconds (grey: masked)")
for frame in mask[0].nonzero().flatten().tolist():
    for axes in (above, below):
        axes.axvspan(frame * 320 / RATE, (frame + 1) * 320 / RATE, color="grey", alpha=0.3, linewidth=0)
plt.show()

# %%
targets = torch.zeros(mask.shape, dtype=torch.int64)
for row, unit in zip(targets, units, strict=True):
    row[: len(unit)] = unit
masked_batch = {
    name: values.to(DEVICE) for name, values in {**collate(heard_clips), "mask_time_indices": mask}.items()
}
fitted, held_out = slice(0, len(units) * 2 // 3), slice(len(units) * 2 // 3, None)


def guess_units(encoder: Any) -> tuple[float, float]:
    """Loss and accuracy on the masked frames of held-out clips, after fitting a projection and the units' embeddings."""
    with torch.inference_mode():
        parts = [
            encoder(**{name: values[some] for name, values in masked_batch.items()}).last_hidden_state.cpu()
            for some in torch.arange(len(mask), device=DEVICE).split(25)
        ]
    hidden = torch.cat(parts).clone()
    hidden = (hidden - hidden[mask].mean(0)) / hidden[mask].std(0)
    draw = generator(0)
    projection = torch.randn(32, hidden.shape[-1], generator=draw).requires_grad_()
    embeddings = torch.randn(K, 32, generator=draw).requires_grad_()
    optimizer = torch.optim.Adam([projection, embeddings], lr=0.02)
    for _ in range(SETTINGS["unit_steps"]):
        optimizer.zero_grad()
        masked_prediction_loss(
            hidden[fitted], projection, embeddings, targets[fitted], mask[fitted]
        ).backward()
        optimizer.step()
    with torch.no_grad():
        loss = masked_prediction_loss(
            hidden[held_out], projection, embeddings, targets[held_out], mask[held_out]
        )
        cosines = torch.nn.functional.normalize(hidden[held_out][mask[held_out]] @ projection.T, dim=-1)
        told = (cosines @ torch.nn.functional.normalize(embeddings, dim=-1).T).argmax(1)
    return float(loss), float((told == targets[held_out][mask[held_out]]).double().mean())


with seeded(0):
    untrained = cast(Any, HubertModel(encoder.config)).to(DEVICE).eval()
commonest = targets[fitted][mask[fitted]].mode().values
always = float((targets[held_out][mask[held_out]] == commonest).double().mean())
told = {"pretrained": guess_units(encoder), "untrained": guess_units(untrained)}
print(f"ln {K} = {math.log(K):.2f}; always the commonest unit: accuracy {always:.3f}")
pd.DataFrame(told, index=pd.Index(["loss", "accuracy"])).T.round(3)

# %% [markdown]
# ## Your predictions
#
# <div dir="rtl">
#
# پیش‌بینی‌های شما در برابر نتیجه. تای کندال ۱ یعنی همان ترتیب، ۱− یعنی ترتیب وارونه.
#
# </div>

# %%
damages = {name: float(np.mean(values)) for name, values in damage.items()}
f1 = {name: float(np.mean(values)) for name, values in probes.items()}


def order(scores: dict[str, float], predicted: list[str]) -> tuple[list[str], str]:
    """The names by score, best first, and how well the predicted order agrees."""
    best_first = sorted(scores, key=lambda name: -scores[name])
    tau = kendalltau(range(len(scores)), [best_first.index(name) for name in predicted])[0]
    return best_first, f"Kendall's tau {tau:.2f}"


gains = [reports["weighted"][key] - reports["plain"][key] for key in ("accuracy", "macro_f1")]
outcome = {
    "p1_leaks": order(damages, predictions["p1_leaks"]),
    "p2_oversampling": (
        round(damages["oversampling"], 3),
        f"{min(damage['oversampling']):.3f} to {max(damage['oversampling']):.3f}",
    ),
    "p3_pooling": order(f1, predictions["p3_pooling"]),
    "p4_weights": (
        ["up" if gain > 0 else "down" for gain in gains],
        f"accuracy {gains[0]:+.3f}, macro F1 {gains[1]:+.3f}, one run each",
    ),
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
# ### w1_inventory
#
# …

# %% [markdown]
# ### w2_leaks
#
# …

# %% [markdown]
# ### w3_padding
#
# …

# %% [markdown]
# ### w4_targets
#
# …

# %% [markdown]
# ### w5_confusion
#
# …

# %% [markdown]
# ### w6_units
#
# …
