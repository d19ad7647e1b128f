"""Checks of question 6: pruned heads are drawn fairly, really gone, and equal heads set to zero."""

import torch

from autograder.authoring import Text, convergence, depends, expect, hint, points, raises, title
from autograder.authoring.randomness import NOT_THE_GENERATOR
from autograder.checks.a12_layers.oracles import (
    HEAD_SIZE,
    HEADS,
    LAYER,
    VOCABULARY,
    expect_names,
    expect_weights,
    logits,
    small_classifier,
    zero_heads,
)
from course.kit.training import FINETUNE

# Uneven on purpose: another share in each layer, out of order, none in layer 2.
UNEVEN = {0: [3, 1], 1: [0], 3: [2, 0, 1]}


def _expect_heads(chosen, num_layers: int, num_heads: int, count: int) -> dict[int, list[int]]:
    """Expects `count` different heads in rising order for every layer."""
    expect(chosen, "choose_heads(…)").is_dict(
        keys=range(num_layers),
        because=Text(
            en="every layer has an entry, numbered from 0", fa="هر لایه، با شماره از 0، یک مدخل دارد"
        ),
    )
    expect(len(chosen), "the number of layers in choose_heads(…)").equals(num_layers)
    for layer in range(num_layers):
        name = f"the heads of layer {layer}"
        expect(chosen[layer], name).is_list(
            length=count,
            because=Text(
                en="each layer loses round(fraction · num_heads) heads",
                fa="هر لایه round(fraction · num_heads) سر از دست می‌دهد",
            ),
        )
        for head in chosen[layer]:
            expect(head, f"a head of layer {layer}").is_number().at_least(0).at_most(num_heads - 1)
        expect(chosen[layer], name).equals(
            sorted(set(chosen[layer])),
            because=Text(en="different heads, in rising order", fa="سرهای متفاوت، به ترتیب صعودی"),
        )
    return chosen


def _kept(state: dict, heads: dict[int, list[int]]) -> dict:
    """The state dict that is left when the rows and columns of the named heads are cut out."""
    left = dict(state)
    for number, chosen in heads.items():
        index = torch.tensor(
            [
                head * HEAD_SIZE + row
                for head in range(HEADS)
                if head not in chosen
                for row in range(HEAD_SIZE)
            ]
        )
        attention = f"{LAYER}{number}.attention."
        for name in ("query", "key", "value"):
            for part in ("weight", "bias"):
                key = f"{attention}self.{name}.{part}"
                left[key] = state[key][index]
        key = f"{attention}output.dense.weight"
        left[key] = state[key][:, index]
    return left


@points(2)
@title(
    en="Each layer loses its share, drawn from the generator",
    fa="هر لایه سهمش را، با قرعهٔ generator، از دست می‌دهد",
)
@hint(
    en="One torch.randperm(num_heads, generator=generator) "
    "for each layer; its first `count` numbers, sorted.",
    fa="برای هر لایه یک torch.randperm(num_heads, generator=generator)؛ `count` عدد نخست آن، مرتب‌شده.",
)
def test_heads_are_drawn_for_each_layer(student, draw):
    """Counts, order, seeds, errors; twelve layers drawn alike by chance: (1/70)^11, two seeds alike:
    (1/70)^12.
    """
    seed = draw.seed()
    for num_layers, num_heads, fraction, count in ((12, 8, 0.5, 4), (3, 12, 0.25, 3), (2, 4, 0.0, 0)):
        chosen = student.choose_heads(num_layers, num_heads, fraction, student.kit.generator(seed))
        _expect_heads(chosen, num_layers, num_heads, count)
    first = student.choose_heads(12, 8, 0.5, student.kit.generator(seed))
    again = student.choose_heads(12, 8, 0.5, student.kit.generator(seed))
    other = student.choose_heads(12, 8, 0.5, student.kit.generator(seed + 1))
    _expect_heads(first, 12, 8, 4)
    expect(again, "the heads for the same seed").equals(
        first,
        because=NOT_THE_GENERATOR,
    )
    expect(other != first, "“another seed gives other heads”").is_true()
    expect(
        any(first[layer] != first[0] for layer in range(12)), "“not all layers lose the same heads”"
    ).is_true(
        because=Text(
            en="the heads were drawn once for all layers",
            fa="سرها فقط یک بار برای همهٔ لایه‌ها قرعه‌کشی شده‌اند",
        )
    )
    for fraction in (-0.25, 1.0):
        with raises(ValueError, of="choose_heads(…)"):
            student.choose_heads(2, 4, fraction, student.kit.generator(seed))


@points(1)
@depends("test_heads_are_drawn_for_each_layer")
@title(en="Every head is as likely as any other", fa="احتمال همهٔ سرها برابر است")
@hint(
    en="A permutation treats all heads alike: mind its range, the last head counts too.",
    fa="جایگشت با همهٔ سرها یکسان رفتار می‌کند: حواستان به بازه باشد، سر آخر هم حساب است.",
)
def test_every_head_is_equally_likely(student, draw):
    """Of 400 layers each of 4 heads loses half of 200±60 times: six standard deviations of Bin(400, ½), P
    < 1e-8.
    """
    chosen = _expect_heads(student.choose_heads(400, 4, 0.5, student.kit.generator(draw.seed())), 400, 4, 2)
    for head in range(4):
        times = sum(head in chosen[layer] for layer in range(400))
        because = Text(
            en="some heads are pruned more often than others",
            fa="بعضی سرها بیشتر از بقیه هرس می‌شوند",
        )
        expect(times, f"how often head {head} was drawn in 400 layers").at_least(140, because).at_most(
            260, because
        )


@points(2)
@title(en="The matrices really become smaller", fa="ماتریس‌ها واقعاً کوچک‌تر می‌شوند")
@hint(
    en="query, key and value lose rows (and biases), "
    "output.dense loses columns; then the counts of heads follow.",
    fa="query و key و value سطر (و بایاس) و output.dense ستون از دست می‌دهد؛ سپس شمار سرها را هم درست کنید.",
)
def test_matrices_become_smaller(student, draw):
    """Shapes of all weights, and the number of heads that each attention layer states; exact."""
    model = small_classifier(student, draw, 4)
    expected = _kept(student.kit.state_dict(model), UNEVEN)
    student.prune_heads(model, UNEVEN)
    because = Text(
        en="pruning cuts rows and columns out; zeros or a mask would keep the size",
        fa="هرس سطر و ستون را می‌بُرد؛ صفر کردن یا ماسک گذاشتن اندازه را عوض نمی‌کند",
    )
    state = expect_names(student.kit.state_dict(model), set(expected), "the pruned model", because)
    for name, weight in expected.items():
        expect(state[name], f"{name} of the pruned model").is_tensor().has_shape(
            *weight.shape, because=because
        )
    for layer, stated in enumerate(student.kit.attention_sizes(model)):
        heads = HEADS - len(UNEVEN.get(layer, []))
        expect(stated, f"num_attention_heads and all_head_size of layer {layer}").equals(
            [heads, heads * HEAD_SIZE],
            because=Text(
                en="the layer's own attributes still tell the old number of heads",
                fa="ویژگی‌های خود لایه هنوز شمار پیشین سرها را می‌گویند",
            ),
        )


@points(4)
@depends("test_matrices_become_smaller")
@title(en="A pruned head equals a head of zeros", fa="سرِ هرس‌شده برابر سرِ صفرشده است")
@hint(
    en="Head h owns the numbers h·d to (h+1)·d − 1, of the "
    "full-size matrices: the same ones in all four of them.",
    fa="سر h شماره‌های h·d تا (h+1)·d − 1 ماتریس کامل را دارد: در هر چهار ماتریس همان شماره‌ها.",
)
def test_pruned_equals_zeroed(student, draw):
    """Logits against the weights with the heads' values zeroed, in float64; 1e-3 is 100 times what
    float32 strays by here.
    """
    for heads in (UNEVEN, {2: [1]}, {0: [], 1: [1, 2]}):
        model = small_classifier(student, draw, 4)
        before = student.kit.state_dict(model)
        batch = draw.token_batch(batch=4, length=8, vocab_size=VOCABULARY)
        student.prune_heads(model, heads)
        expect(student.kit.forward(model, batch)["logits"], "the pruned model's logits").has_shape(
            4, 3
        ).is_close(
            logits(zero_heads(before, heads, HEAD_SIZE), batch, HEAD_SIZE),
            atol=1e-3,
            because=Text(
                en="other rows or columns than those of the named heads are gone, or their order is mixed up",
                fa="سطر یا ستون‌هایی جز آنِ سرهای نام‌برده حذف شده‌اند، یا ترتیبشان به هم خورده است",
            ),
        )


@points(2)
@depends("test_matrices_become_smaller")
@title(en="All other weights stay bit for bit", fa="همهٔ وزن‌های دیگر بیت به بیت می‌مانند")
@hint(
    en="Copy what is kept into the smaller matrices; the output's bias has no heads and stays whole.",
    fa="آنچه می‌ماند را در ماتریس‌های کوچک‌تر رونویسی کنید؛ بایاسِ خروجی سر ندارد و کامل می‌ماند.",
)
def test_the_rest_stays(student, draw):
    """The whole state dict bit-equal to the cut-out of the one before, also after a refused call
    (ValueError).
    """
    model = small_classifier(student, draw, 4)
    before = student.kit.state_dict(model)
    for refused in ({1: [0], 4: [0]}, {0: [0], 1: [4]}, {0: [0], 2: [0, 1, 2, 3]}):
        with raises(ValueError, of="prune_heads(…)"):
            student.prune_heads(model, refused)
    expect_weights(
        student.kit.state_dict(model),
        before,
        "the model after a refused call",
        Text(
            en="a refused call has pruned something already: check everything first",
            fa="فراخوانیِ ردشده چیزی را هرس کرده است: اول همه چیز را بررسی کنید",
        ),
    )
    student.prune_heads(model, UNEVEN)
    expect_weights(
        student.kit.state_dict(model),
        _kept(before, UNEVEN),
        "the pruned model",
        Text(
            en="a weight that was to stay was drawn anew, scaled or moved",
            fa="وزنی که باید می‌ماند از نو ساخته، ضرب یا جابه‌جا شده است",
        ),
    )


@points(3)
@depends("test_matrices_become_smaller")
@title(en="A pruned model is saved and loaded", fa="مدل هرس‌شده ذخیره و بارگذاری می‌شود")
@hint(
    en="from_pretrained builds full-size matrices: build the "
    "model, prune it by your record, then load the weights.",
    fa="from_pretrained ماتریس کامل می‌سازد: مدل را بسازید، با یادداشت خود هرس کنید و سپس وزن‌ها را بار کنید.",
)
def test_saved_and_loaded_it_is_the_same(student, draw):
    """Weights bit-equal to those saved, twice over, after the saved model moved on; logits as in float64
    (1e-3 as above).
    """
    model = small_classifier(student, draw, 4)
    student.prune_heads(model, UNEVEN)
    saved = student.kit.state_dict(model)
    folders = [student.kit.scratch_dir(), student.kit.scratch_dir()]
    batch = {
        **draw.token_batch(batch=4, length=8, vocab_size=VOCABULARY),
        "labels": draw.integers(0, 3, (4,)),
    }
    student.save_pruned(model, folders[0])
    student.kit.adamw_step(model, batch)
    because = Text(
        en="what is loaded is not what was saved: the folder "
        "has to hold the weights and which heads are gone",
        fa="آنچه بار می‌شود آن نیست که ذخیره شد: پوشه باید وزن‌ها را داشته باشد و این‌که کدام سرها رفته‌اند",
    )
    expected = logits(saved, batch, HEAD_SIZE)
    for folder, owner in zip(folders, ("the loaded model", "the model saved and loaded twice"), strict=True):
        loaded = student.load_pruned(folder)
        expect(loaded, owner).is_handle("BertForSequenceClassification")
        expect_weights(student.kit.state_dict(loaded), saved, owner, because)
        expect(student.kit.forward(loaded, batch)["logits"], f"logits of {owner}").is_close(
            expected, atol=1e-3, because=because
        )
        if folder == folders[0]:
            student.save_pruned(loaded, folders[1])


@points(2)
@depends("test_matrices_become_smaller")
@title(en="With half of its heads it still learns", fa="با نیمی از سرها هنوز یاد می‌گیرد")
@hint(
    en="Pruning takes heads away and leaves all that the others learned in pretraining.",
    fa="هرس سرهایی را برمی‌دارد و همهٔ آموخته‌های بقیه را باقی می‌گذارد.",
)
@convergence(metric="skill", chunks=4)
def test_learns_with_half_of_the_heads(student, draw, attempt):
    """Accuracy on hidden pairs after the course's own run on a model half pruned by the student.
    Threshold calibrated.
    """
    hidden = draw.hidden_pairs(premises=100)
    model = student.kit.load_classifier(seed=attempt.seed)
    config = student.kit.config(model)
    layers, num_heads = config["num_hidden_layers"], config["num_attention_heads"]
    heads = student.choose_heads(layers, num_heads, 0.5, student.kit.generator(attempt.seed))
    student.prune_heads(model, _expect_heads(heads, layers, num_heads, round(num_heads / 2)))
    for _ in attempt:
        student.kit.train(model, seed=attempt.seed, steps=FINETUNE.steps // 4)
        attempt.score(hidden.skill(student.kit.predict(model, hidden.premises, hidden.hypotheses)))
