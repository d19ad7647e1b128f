"""Checks of question 5: the training run step by step, prediction, the comparison of views, and what is learnt."""

import math
import statistics
from typing import Any

import torch
from scipy import stats

from autograder.authoring import Text, convergence, depends, expect, hint, points, raises, title
from autograder.authoring.evaluation import expect_evaluation, expect_mode_kept
from autograder.authoring.figures import only_axes
from autograder.checks.a02_multilingual.oracles import mean_logits, mean_loss
from course.kit.data import label_ids

VOCABULARY, CLASSES, PAD = 40, 3, 3
NAME = "quran-bible-mizan"


def _examples(draw, count: int, types: bool = True) -> list[dict[str, list[int]]]:
    """Unpadded examples of lengths 2 to 9, each with a first token of its own."""
    examples = []
    for number in range(count):
        length = draw.rng.randint(2, 9)
        ids = [VOCABULARY - 1 - number, *(draw.rng.randrange(5, 12) for _ in range(length - 1))]
        example = {"input_ids": ids, "attention_mask": [1] * length}
        # Other than 0, so that token types that are lost or made up show.
        examples.append({**example, "token_type_ids": [2] * length} if types else example)
    return examples


def _number(row: torch.Tensor) -> int:
    """Which example a row is, by its first token."""
    return VOCABULARY - 1 - int(row[0])


def _setting(student, draw, count: int, kind: str = "wordpiece") -> tuple[Any, Any, list, torch.Tensor]:
    """Model (weights large enough that clipping matters), tokenizer, examples and labels."""
    model = student.kit.keep.mean_loss_model(draw.seed(), VOCABULARY, CLASSES)
    student.kit.perturb(model, draw.seed(), 1.5)
    tokenizer = student.kit.keep.build_tokenizer(kind, ["و"])
    return model, tokenizer, _examples(draw, count, kind == "wordpiece"), draw.integers(0, CLASSES, (count,))


def _forwards(student, model: Any) -> list[dict[str, Any]]:
    return [event for event in student.kit.events(model) if event["what"] == "forward"]


def _expect_padded(
    batch: dict[str, Any], examples: list[dict[str, list[int]]], pad: int, name: str
) -> list[int]:
    """The batch has to hold whole examples, padded to its own longest one; returns which."""
    because = Text(
        en="every key of the examples goes to the model, padded to the batch's own longest example with the tokenizer's "
        "padding token, mask 0",
        fa="همهٔ کلیدهای نمونه‌ها به مدل می‌روند، تا بلندترین نمونهٔ همان دسته پر شده با توکن پدینگِ توکن‌ساز و ماسک ۰",
    )
    numbers = [_number(row) for row in batch["input_ids"]]
    expect(all(0 <= number < len(examples) for number in numbers), f"“{name} holds whole examples”").is_true(
        because
    )
    chosen = [examples[number] for number in numbers]
    longest = max(len(example["input_ids"]) for example in chosen)
    expect(sorted(set(batch) - {"labels"}), f"the keys of {name}").equals(
        sorted(examples[0]), because=because
    )
    for key in ("input_ids", "attention_mask"):
        fill = pad if key == "input_ids" else 0
        wanted = [example[key] + [fill] * (longest - len(example[key])) for example in chosen]
        expect(batch[key], f"{key!r} of {name}").has_shape(len(chosen), longest, because=because).is_close(
            wanted, atol=0, because=because
        )
    if "token_type_ids" in batch:
        types = batch["token_type_ids"]
        expect(types, f"“token_type_ids” of {name}").has_shape(len(chosen), longest, because=because)
        expect(
            bool((types[batch["attention_mask"] == 1] == 2).all()), f"“the token types of {name} are kept”"
        ).is_true(because)
    return numbers


@points(2)
@title(en="Each example once in a round, padded to its batch", fa="هر نمونه در هر دور یک بار، هم‌قد دستهٔ خودش")
@hint(
    en="Shuffle numbers of examples, split them, pad each batch with tokenizer.pad, and take the labels by the same numbers.",
    fa="شماره‌ها را بُر بزنید و ببرید، هر دسته را با tokenizer.pad پر کنید و برچسب‌ها را با همان شماره‌ها بردارید.",
)
def test_each_example_comes_once_in_a_round(student, draw):
    """Two rounds and a half of eleven examples in batches of four, with and without token types, padding ids 3 and 1; exact."""
    for kind, pad in (("wordpiece", PAD), ("unigram", 1)):
        model, tokenizer, examples, labels = _setting(student, draw, 11, kind)
        losses = student.train(model, tokenizer, examples, labels, steps=8, batch_size=4, seed=draw.seed())
        expect(losses, "the losses").is_list(length=8)
        seen = _forwards(student, model)
        expect(len(seen), "the number of forward passes").equals(8)
        rounds: list[list[int]] = [[]]
        for index, event in enumerate(seen):
            name = f"batch {index}"
            expect(event["given"], name).is_dict(keys=["input_ids", "attention_mask", "labels"])
            expect(event["training"], f"training mode at {name}").is_true()
            numbers = _expect_padded(event["given"], examples, pad, name)
            expect(event["given"]["labels"].tolist(), f"the labels of {name}").equals(
                labels[numbers].tolist(),
                because=Text(en="labels follow their examples", fa="برچسب‌ها همراه نمونه‌های خودشان می‌روند"),
            )
            rounds[-1] += numbers
            if index % 3 == 2:
                rounds.append([])
        for number, found in enumerate(rounds[:2]):
            expect(sorted(found), f"the examples of round {number}, sorted").equals(
                list(range(11)),
                because=Text(
                    en="three batches (4, 4, 3) hold each example once, then a new order begins",
                    fa="سه دسته (۴، ۴، ۳) هر نمونه را یک بار دارند و سپس ترتیب تازه‌ای آغاز می‌شود",
                ),
            )
        expect(
            rounds[0] != rounds[1] and rounds[0] != list(range(11)), "“each round has a new, random order”"
        ).is_true()


@points(1)
@depends("test_each_example_comes_once_in_a_round")
@title(en="The seed decides the order", fa="بذر ترتیب را تعیین می‌کند")
@hint(
    en="A generator of your own, seeded by `seed`; the global random state has other users.",
    fa="مولدی از خودتان با بذر `seed`؛ حالت تصادفی سراسری کاربران دیگری هم دارد.",
)
def test_the_seed_decides_the_order(student, draw):
    """The orders of 20 examples from two seeds, each twice; that they agree by chance has probability 1/20! < 1e-18."""
    model, tokenizer, examples, labels = _setting(student, draw, 20)
    first, second = draw.seed(), draw.seed()
    orders = []
    for seed in (first, second, first):
        before = student.kit.random_state()
        student.train(model, tokenizer, examples, labels, steps=5, batch_size=4, seed=seed)
        unmoved = torch.equal(before, student.kit.random_state())
        expect(unmoved, "“the global random state is left alone”").is_true()
        orders.append(
            [_number(row) for event in _forwards(student, model) for row in event["given"]["input_ids"]]
        )
    expect(orders[2] == orders[0], "“the same seed gives the same order”").is_true()
    expect(orders[1] != orders[0], "“another seed gives another order”").is_true()


@points(2)
@title(en="The rate rises and falls", fa="نرخ بالا می‌رود و پایین می‌آید")
@hint(
    en="lr · min(1, (s + 1) / w) · (1 − s / T) for step s = 0, 1, …, set before the step is taken.",
    fa="برای گام s = 0, 1, … نرخ lr · min(1, (s + 1) / w) · (1 − s / T) است و پیش از گام گذاشته می‌شود.",
)
def test_the_rate_rises_and_falls(student, draw):
    """The rates that the optimiser has at its steps, with and without warm-up; AdamW, weight decay 0.01; within 1e-12."""
    for warmup, steps in ((4, 9), (0, 5), (6, 3)):
        model, tokenizer, examples, labels = _setting(student, draw, 8)
        student.kit.record_steps()
        student.train(
            model,
            tokenizer,
            examples,
            labels,
            steps=steps,
            batch_size=4,
            lr=0.02,
            warmup=warmup,
            seed=draw.seed(),
        )
        taken = student.kit.recorded_steps()
        expect(taken, "the optimiser's steps").is_list(length=steps)
        for index, step in enumerate(taken):
            expect("AdamW" in step["optimizer"], "“the optimiser is AdamW”").is_true()
            expect(step["weight_decay"], "the weight decay").equals([0.01])
            rise = min(1.0, (index + 1) / warmup) if warmup else 1.0
            expect(step["lr"], f"the rates at step {index}").is_list(length=1)
            expect(step["lr"][0], f"the rate at step {index} of {steps}, warm-up {warmup}").is_close(
                0.02 * rise * (1 - index / steps),
                atol=1e-12,
                because=Text(
                    en="the first step has 1/w of the rate and the last one 1/T, not 0",
                    fa="گام نخست 1/w نرخ را دارد و گام آخر 1/T آن را، نه 0",
                ),
            )


@points(2)
@depends("test_each_example_comes_once_in_a_round", "test_the_rate_rises_and_falls")
@title(
    en="Steps equal clipped AdamW, frozen weights stay",
    fa="گام‌ها با AdamW محدودشده برابرند و وزن ثابت می‌ماند",
)
@hint(
    en="Zero, loss, backward, clip the norm of all to 1, step; give AdamW only what requires gradients.",
    fa="صفر کردن، loss، backward، محدود کردن نُرم همه به ۱، گام؛ به AdamW فقط آنچه گرادیان می‌خواهد بدهید.",
)
def test_steps_equal_clipped_adamw(student, draw):
    """Replay, with torch's AdamW, of the batches that reached the model, norms of 2 to 6; float64, 2e-5 after six steps."""
    model, tokenizer, examples, labels = _setting(student, draw, 9)
    # A steep head on tame words: the norms have to be above 1, or clipping would not show.
    state = student.kit.state_dict(model)
    state = {name: weight * (4.0 if name == "head.weight" else 0.4) for name, weight in state.items()}
    student.kit.load_all_weights(model, state)
    student.kit.set_requires_grad(model, "head.bias", False)
    state = {name: weight.clone().requires_grad_(name != "head.bias") for name, weight in state.items()}
    trained = [weight for weight in state.values() if weight.requires_grad]
    losses = student.train(
        model, tokenizer, examples, labels, steps=6, batch_size=4, lr=0.05, warmup=2, seed=draw.seed()
    )
    optimizer = torch.optim.AdamW(trained, lr=0.05, weight_decay=0.01)
    wanted = []
    for index, event in enumerate(_forwards(student, model)):
        optimizer.param_groups[0]["lr"] = 0.05 * min(1.0, (index + 1) / 2) * (1 - index / 6)
        optimizer.zero_grad()
        loss = mean_loss(state, event["given"])
        loss.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        wanted.append(loss.item())
    found = student.kit.state_dict(model)
    because = Text(
        en="gradients start from zero at each step, their common norm is clipped to 1, and what is frozen does not move",
        fa="گرادیان در هر گام از صفر آغاز می‌شود، نُرم مشترکشان به ۱ محدود است و آنچه ثابت است تکان نمی‌خورد",
    )
    for name, weight in state.items():
        expect(found[name], name).is_close(weight.detach(), atol=2e-5, because=because)
    expect(losses, "the losses").is_list(length=len(wanted), because=because)
    for index, (loss, value) in enumerate(zip(losses, wanted, strict=True)):
        expect(loss, f"loss {index}").is_close(value, atol=1e-4, because=because)


@points(2)
@title(en="Sorted by length, answered in order", fa="مرتب به درازا، پاسخ به ترتیب")
@hint(
    en="Write the logits back to the places that the examples came from, as sorting is undone by indexing with its own order.",
    fa="لاجیت‌ها را در جای اصلی نمونه‌ها بنویسید؛ مرتب‌سازی با نمایه کردن با همان ترتیب باز می‌شود.",
)
def test_prediction_keeps_the_order(student, draw):
    """Logits against float64 within 1e-9; batches from short to long, little padding, no gradients, the mode put back; exact."""
    for training, kind, pad in ((True, "wordpiece", PAD), (False, "unigram", 1)):
        model, tokenizer, examples, _ = _setting(student, draw, 13, kind)
        state = student.kit.state_dict(model)
        student.kit.set_mode(model, training)
        result = student.predict(model, tokenizer, examples, 4)
        events = _forwards(student, model)
        lengths = []
        for index, event in enumerate(events):
            numbers = _expect_padded(event["given"], examples, pad, f"batch {index}")
            expect(len(numbers), f"the size of batch {index}").at_most(4)
            lengths += [len(examples[number]["input_ids"]) for number in numbers]
        expect(lengths, "the lengths in the order of the batches").equals(
            sorted(len(example["input_ids"]) for example in examples),
            because=Text(
                en="texts of like length share a batch, the shortest first, each once",
                fa="متن‌های هم‌اندازه در یک دسته‌اند، کوتاه‌ترها اول، هر کدام یک بار",
            ),
        )
        wanted = torch.cat(
            [
                mean_logits(state, {key: torch.tensor([values]) for key, values in example.items()})
                for example in examples
            ]
        )
        expect_evaluation(events, "predict")
        expect_mode_kept(student, model, training, "predict")
        expect(result, "predict(…)").is_tensor().has_shape(13, CLASSES).is_close(
            wanted,
            atol=1e-9,
            because=Text(en="row i is about example i again", fa="سطر i باز دربارهٔ نمونهٔ i است"),
        )


def _scores(draw, runs: int) -> dict[str, list[float]]:
    """Scores that share their seed's luck; the best single run is of the view that is worse on average."""
    luck = [draw.rng.uniform(-0.04, 0.04) for _ in range(runs)]
    single = [0.80 + shift + draw.rng.uniform(-0.01, 0.01) for shift in luck]
    other = [0.70 + shift for shift in luck]
    other[draw.rng.randrange(runs)] = 0.9
    both = [0.82 + shift + draw.rng.uniform(-0.01, 0.01) for shift in luck]
    names = ["english", "persian"]
    draw.rng.shuffle(names)
    return {names[0]: single, "both": both, names[1]: other}


@points(2)
@title(en="The difference, and how sure it is", fa="تفاوت، و اینکه چقدر از آن مطمئنیم")
@hint(
    en="Choose the better single view by its mean, subtract seed by seed, then Student's t with n − 1 degrees of freedom.",
    fa="زبان بهتر را با میانگین برگزینید، بذر به بذر تفریق کنید و سپس t استیودنت با n − 1 درجهٔ آزادی.",
)
def test_the_interval_of_the_difference(student, draw):
    """Against scipy for three numbers of seeds and two levels, a tie of the means, faulty tables; within 1e-9."""
    for runs, arguments in ((7, ()), (4, (0.02, 0.9)), (2, ())):
        scores = (
            _scores(draw, runs)
            if runs > 2
            else {"english": [0.5, 0.75], "persian": [0.75, 0.5], "both": [0.75, 0.875]}
        )
        better = max(("english", "persian"), key=lambda view: statistics.fmean(scores[view]))
        differences = [a - b for a, b in zip(scores["both"], scores[better], strict=True)]
        result = student.compare_views(scores, *arguments)
        expect(result, "compare_views(…)").is_dict(keys=["better", "difference", "low", "high", "verdict"])
        expect(result["better"], "“better”").equals(
            better,
            because=Text(
                en="the better view is the one with the higher mean over all seeds, “english” on a tie",
                fa="زبان بهتر آن است که میانگینش روی همهٔ بذرها بیشتر باشد؛ در تساوی «english»",
            ),
        )
        low, high = stats.t.interval(
            *(arguments[1:] or (0.95,)),
            df=runs - 1,
            loc=statistics.fmean(differences),
            scale=statistics.stdev(differences) / math.sqrt(runs),
        )
        for key, value in (("difference", statistics.fmean(differences)), ("low", low), ("high", high)):
            expect(result[key], f"{key!r} of {runs} seeds").is_close(
                float(value),
                atol=1e-9,
                because=Text(
                    en="differences at equal seeds; t and n − 1, not 1.96 and n",
                    fa="تفاوت‌ها در بذرهای برابر؛ t و n − 1، نه 1.96 و n",
                ),
            )
    for faulty in (
        {"english": [0.5, 0.6], "both": [0.5, 0.6]},
        {"english": [0.5], "persian": [0.5], "both": [0.6]},
        {"english": [0.5, 0.6], "persian": [0.5, 0.6, 0.7], "both": [0.6, 0.7]},
    ):
        with raises(ValueError, of="compare_views(…)"):
            student.compare_views(faulty)


@points(2)
@depends("test_the_interval_of_the_difference")
@title(en="“Matches” needs evidence", fa="«هم‌پایه است» شاهد می‌خواهد")
@hint(
    en="Compare the lower end with 0 and with −margin, the upper end with 0, in this order; few seeds leave it undecided.",
    fa="سر پایین بازه را با 0 و با −margin و سر بالا را با 0 بسنجید، به همین ترتیب؛ با بذر کم حکمی نیست.",
)
def test_the_verdict_asks_for_evidence(student, draw):
    """Differences whose intervals lie well on one side of every border, in each of the four ways, and a margin that decides."""
    base = [0.80, 0.84, 0.78, 0.82, 0.81]
    wobble = [0.001, -0.001, 0.0005, -0.0005, 0.0]
    wide = [0.06, -0.05, 0.04, -0.06, 0.01]
    cases = [
        (0.05, wobble, (), "better"),
        (0.0, wobble, (), "matches"),
        (-0.004, wobble, (), "matches"),
        (-0.05, wobble, (), "worse"),
        (-0.05, wobble, (0.1,), "matches"),
        (-0.02, wobble, (0.0,), "worse"),
        (0.0, wide, (), "undecided"),
        (0.02, wide, (), "undecided"),
        (-0.002, wide, (0.2,), "matches"),
    ]
    for shift, noise, arguments, verdict in cases:
        scores = {
            "english": base,
            "persian": [value - 0.1 for value in base],
            "both": [value + shift + change for value, change in zip(base, noise, strict=True)],
        }
        result = student.compare_views(scores, *arguments)
        expect(result, "compare_views(…)").is_dict(keys=["verdict"])
        expect(
            result["verdict"],
            f"the verdict on a mean difference of {shift} with margin {(*arguments, 0.01)[0]}",
        ).equals(
            verdict,
            because=Text(
                en="that no difference is significant does not show that there is none: the interval has to lie above −margin",
                fa="معنادار نبودن تفاوت ثابت نمی‌کند که تفاوتی نیست: بازه باید بالای −margin باشد",
            ),
        )


@points(2)
@title(en="A table of means and spreads", fa="جدول میانگین و پراکندگی")
@hint(
    en='f"{mean:.3f} ± {spread:.3f}", n − 1 in the spread, the mean alone for one seed; compare means as they are printed.',
    fa='f"{mean:.3f} ± {spread:.3f}" با n − 1 در پراکندگی و برای یک بذر فقط میانگین؛ میانگین‌ها را همان‌گونه که چاپ می‌شوند بسنجید.',
)
def test_the_table_of_results(student, draw):
    """Three rows with two to four seeds and one seed, ties as printed, one metric left out, no runs; the text is exact."""
    runs = {
        "ELECTRA, English": [
            {"accuracy": 0.70, "auc": 0.9, "loss": 1.0},
            {"accuracy": 0.80, "auc": 0.8, "loss": 2.0},
        ],
        "XLM-R, both": [
            {"accuracy": 0.99, "auc": 0.9001, "loss": 0.1},
            {"accuracy": 0.98, "auc": 0.9, "loss": 0.1},
            {"accuracy": 0.97, "auc": 0.9, "loss": 0.1},
        ],
        "majority": [{"accuracy": 1 / 3, "auc": 0.90004, "loss": 3.0}],
    }
    expected = "\n".join(
        [
            "| run | seeds | auc | accuracy |",
            "|---|---:|---:|---:|",
            "| ELECTRA, English | 2 | 0.850 ± 0.071 | 0.750 ± 0.071 |",
            "| XLM-R, both | 3 | **0.900 ± 0.000** | **0.980 ± 0.010** |",
            "| majority | 1 | **0.900** | 0.333 |",
        ]
    )
    result = student.results_table(runs, ["auc", "accuracy"])
    expect(result, "results_table(…)").is_string().equals(
        expected,
        because=Text(
            en="metrics in the order asked for, sample standard deviations, the best printed mean of each column in bold",
            fa="سنجه‌ها به ترتیب خواسته‌شده، انحراف معیار نمونه، و بهترین میانگین چاپی هر ستون پررنگ",
        ),
    )
    with raises(ValueError, of="results_table(…)"):
        student.results_table({**runs, "nothing": []}, ["auc"])


@points(1)
@title(en="The plot shows every run", fa="نمودار همهٔ اجراها را نشان می‌دهد")
@hint(
    en="One axes.plot call a seed through its scores in all views, one for the means, and axhline for chance.",
    fa="برای هر بذر یک axes.plot از نمره‌هایش در همهٔ نماها، یکی برای میانگین‌ها و axhline برای شانس.",
)
def test_the_plot_shows_every_run(student, draw):
    """Lines at the scores of each seed, at the means and at chance (1e-6), names, legend, a label and the y limits."""
    scores = {
        view: [mean + draw.rng.uniform(-0.03, 0.03) for _ in range(4)]
        for view, mean in (("english", 0.74), ("both", 0.95), ("persian", 0.42))
    }
    figure = student.plot_views(scores, 0.35)
    shown = only_axes(student, figure, "plot_views(…)")

    def has(values: list[float]) -> bool:
        return any(
            len(line["y"]) == len(values)
            and all(math.isclose(a, b, abs_tol=1e-6) for a, b in zip(line["y"], values, strict=True))
            and all(math.isclose(x, i, abs_tol=1e-6) for i, x in enumerate(line["x"]))
            for line in shown["lines"]
        )

    for run in range(4):
        expect(
            has([values[run] for values in scores.values()]), f"“a line joins the scores of seed {run}”"
        ).is_true(
            because=Text(
                en="runs of one seed are a pair; joined, they show whether every seed says the same",
                fa="اجراهای یک بذر جفت‌اند؛ وقتی به هم وصل شوند دیده می‌شود که همهٔ بذرها یک چیز می‌گویند یا نه",
            )
        )
    means = [statistics.fmean(values) for values in scores.values()]
    expect(has(means), "“a line joins the means”").is_true()
    chance = [line for line in shown["lines"] if len(line["y"]) == 2 and line["y"] == [0.35, 0.35]]
    expect(bool(chance), "“a horizontal line stands at chance”").is_true()
    expect(sorted(shown["legend"]), "the legend, sorted").equals(["chance", "mean"])
    expect([name for name in shown["xticklabels"] if name in scores], "the names on the x axis").equals(
        list(scores)
    )
    expect(bool(shown["ylabel"].strip()), "“the y axis has a label”").is_true()
    low, high = shown["ylim"]
    expect(low <= 0.35 and high >= 1.0, "“the y axis goes from chance or below to 1”").is_true(
        because=Text(
            en="an axis that begins at the worst score makes any difference look large",
            fa="محوری که از بدترین نمره آغاز شود هر تفاوتی را بزرگ می‌نماید",
        )
    )


@points(4)
@depends("test_each_example_comes_once_in_a_round", "test_prediction_keeps_the_order")
@title(
    en="Your run teaches XLM-R all of it, in both languages",
    fa="آموزش شما همه‌اش را، به دو زبان، به XLM-R یاد می‌دهد",
)
@hint(
    en="If all other checks pass, look for what only shows in a long run.",
    fa="اگر همهٔ آزمون‌های دیگر قبول شده‌اند، دنبال چیزی بگردید که فقط در اجرای بلند پیدا می‌شود.",
)
@convergence(metric="skill", chunks=1)
def test_xlmr_learns_from_both(student, draw, attempt):
    """mini-xlmr, 180 steps on both texts as a pair; skill on hidden rows. Threshold calibrated."""
    hidden = draw.hidden_rows(NAME, 240)
    rows = student.kit.labelled_rows(NAME)
    model = student.kit.keep.load_text_classifier("mini-xlmr", attempt.seed)
    tokenizer = student.kit.load_tokenizer("mini-xlmr")
    examples, unseen = (
        student.kit.keep.encode_columns("mini-xlmr", some, ["source", "targets"])
        for some in (rows, hidden.rows)
    )
    labels = torch.tensor(label_ids(rows, NAME))
    for _ in attempt:
        student.train(model, tokenizer, examples, labels, steps=180, seed=attempt.seed)
        answers = student.predict(model, tokenizer, unseen)
        expect(answers, "predict(…)").is_tensor().has_shape(len(hidden.rows), hidden.classes).is_finite()
        attempt.score(hidden.skill(answers))
