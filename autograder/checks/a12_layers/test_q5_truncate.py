"""Checks of question 5: a truncated model is the prefix of the full one, and a model of its own."""

from autograder.authoring import Text, convergence, depends, expect, hint, points, raises, title
from autograder.checks.a12_layers.oracles import (
    HEAD_SIZE,
    VOCABULARY,
    classify,
    expect_weights,
    hidden_states,
    layer_of,
    small_classifier,
)
from course.kit.training import FINETUNE

PREFIX = Text(
    en="the new model holds the original's embeddings, its first n "
    "layers, its pooler and its classifier, all unchanged",
    fa="مدل تازه تعبیه‌ها، n لایهٔ نخست، pooler و classifier مدل اصلی را بی‌تغییر دارد",
)


def _first(state: dict, n: int) -> dict:
    return {name: weight for name, weight in state.items() if (layer_of(name) or 0) < n}


@points(3)
@title(en="The output is the full model's n-th hidden state", fa="خروجی، حالت پنهانِ n-اُم مدل کامل است")
@hint(
    en="Keep layers 0 to n − 1 with their weights; the pooler and the classifier then read the n-th state.",
    fa="لایه‌های 0 تا n − 1 را با وزن‌هایشان نگه دارید؛ آن‌گاه pooler و classifier حالت n-اُم را می‌خوانند.",
)
def test_output_is_the_nth_hidden_state(student, draw):
    """States and logits against the full model's weights in float64; 1e-3 is 100 times what float32
    strays by here.
    """
    for num_hidden_layers, n in ((12, 9), (5, 2), (3, 1), (3, 3)):
        model = small_classifier(student, draw, num_hidden_layers)
        full = student.kit.state_dict(model)
        batch = draw.token_batch(batch=3, length=7, vocab_size=VOCABULARY)
        states = hidden_states(full, batch, HEAD_SIZE)
        shorter = student.truncate(model, n)
        expect(shorter, "truncate(model, n)").is_handle("BertForSequenceClassification")
        result = student.kit.forward(shorter, batch)
        expect(
            len(result["hidden_states"]),
            f"the number of hidden states of truncate(model of {num_hidden_layers}, {n})",
        ).equals(
            n + 1,
            because=Text(
                en="the model runs another number of layers than n "
                "(the embeddings' output is one more state)",
                fa="مدل تعداد دیگری لایه جز n را اجرا می‌کند (خروجی تعبیه‌ها هم یک حالت است)",
            ),
        )
        expect(
            result["hidden_states"][n],
            f"the last hidden state of truncate(model of {num_hidden_layers}, {n})",
        ).has_shape(*states[n].shape).is_close(states[n], atol=1e-3, because=PREFIX)
        expect(result["logits"], f"the logits of truncate(model of {num_hidden_layers}, {n})").is_close(
            classify(full, states[n]), atol=1e-3, because=PREFIX
        )


@points(2)
@title(en="The weights are the original's, layer by layer", fa="وزن‌ها، لایه به لایه، همان وزن‌های مدل اصلی‌اند")
@hint(
    en="Names and tensors of the new state dict are those of the original, without the layers from n on.",
    fa="نام‌ها و تنسورهای state dict تازه همان‌های مدل اصلی‌اند، بدون لایه‌های n به بعد.",
)
def test_weights_are_those_of_the_first_layers(student, draw):
    """State dict bit-equal to the prefix of the original's; 10 of 12 layers tells layer 1 from layers 10
    and 11.
    """
    for num_hidden_layers, n in ((12, 10), (12, 2), (5, 3)):
        model = small_classifier(student, draw, num_hidden_layers)
        student.kit.shuffle_registration(model, draw.seed())
        full = student.kit.state_dict(model)
        shorter = student.truncate(model, n)
        expect(shorter, "truncate(model, n)").is_handle("BertForSequenceClassification")
        expect_weights(
            student.kit.state_dict(shorter),
            _first(full, n),
            f"truncate(model of {num_hidden_layers}, {n})",
            PREFIX,
        )


@points(1)
@title(en="The configuration says n layers", fa="پیکربندی هم n لایه می‌گوید")
@hint(
    en="config.num_hidden_layers of the new model is n, every other entry is the original's.",
    fa="config.num_hidden_layers مدل تازه n است و هر مقدار دیگر همان است که بود.",
)
def test_the_configuration_says_n(student, draw):
    """num_hidden_layers, and every other plain entry of the configuration, dropout and label count with
    them; exact.
    """
    model = student.kit.tiny_classifier(
        seed=draw.seed(), num_hidden_layers=5, num_labels=4, hidden_dropout_prob=0.05
    )
    before = student.kit.config(model)
    shorter = student.truncate(model, 3)
    expect(shorter, "truncate(model, 3)").is_handle("BertForSequenceClassification")
    after = student.kit.config(shorter)
    expect(after, "the new configuration").is_dict()
    for key in sorted(set(before) - {"name_or_path", "_name_or_path"}):
        expect(after.get(key), f"{key!r} of the new configuration").equals(
            3 if key == "num_hidden_layers" else before[key],
            because=Text(
                en="a model whose configuration does not fit its layers cannot be loaded again",
                fa="مدلی که پیکربندی‌اش با لایه‌هایش جور نیست دوباره بار نمی‌شود",
            ),
        )


@points(3)
@title(en="The original stays as it is", fa="مدل اصلی همان که بود می‌ماند")
@hint(
    en="Copy the configuration and the weights; a slice of the "
    "layer list still shares its layers with the original.",
    fa="از پیکربندی و وزن‌ها رونوشت بگیرید؛ برشِ فهرست لایه‌ها هنوز همان لایه‌های مدل اصلی است.",
)
def test_the_original_is_untouched(student, draw):
    """The original's weights and configuration, bit-equal after truncating and after a training step of
    the new model.
    """
    model = small_classifier(student, draw, 5)
    before, config = student.kit.state_dict(model), student.kit.config(model)
    shorter = student.truncate(model, 3)
    expect(shorter, "truncate(model, 3)").is_handle("BertForSequenceClassification")
    expect_weights(
        student.kit.state_dict(model),
        before,
        "the original after truncate",
        Text(
            en="truncate has to build a new model: the original was changed",
            fa="truncate باید مدلی تازه بسازد: مدل اصلی تغییر کرده است",
        ),
    )
    expect(student.kit.config(model), "the original's configuration after truncate").equals(
        config,
        because=Text(
            en="both models share one configuration object",
            fa="هر دو مدل یک شیء پیکربندی دارند",
        ),
    )
    batch = {
        **draw.token_batch(batch=4, length=6, vocab_size=VOCABULARY),
        "labels": draw.integers(0, 3, (4,)),
    }
    student.kit.adamw_step(shorter, batch)
    expect_weights(
        student.kit.state_dict(model),
        before,
        "the original after training the new model",
        Text(
            en="the new model shares its layers with the original: training one moves the other",
            fa="مدل تازه لایه‌هایش را با مدل اصلی شریک است: آموزش یکی دیگری را هم جابه‌جا می‌کند",
        ),
    )


@points(2)
@title(en="Saved and loaded, it is the same model", fa="پس از ذخیره و بارگذاری همان مدل است")
@hint(
    en="save_pretrained writes the weights and the "
    "configuration; from_pretrained reads both from the folder.",
    fa="save_pretrained وزن‌ها و پیکربندی را می‌نویسد و from_pretrained هر دو را از پوشه می‌خواند.",
)
def test_saved_and_loaded_it_is_the_same(student, draw):
    """A model that the course has cut: loaded weights bit-equal, also when the course reads the folder,
    after the saved one moved on.
    """
    model = small_classifier(student, draw, 3)
    saved = student.kit.state_dict(model)
    folder = student.kit.scratch_dir()
    because = Text(
        en="what comes back is not what was saved (is it read from the folder, configuration included?)",
        fa="آنچه برمی‌گردد آن نیست که ذخیره شد (از پوشه خوانده می‌شود، با پیکربندی‌اش؟)",
    )
    loaded = student.save_and_load(model, folder)
    expect(loaded, "save_and_load(model, folder)").is_handle("BertForSequenceClassification")
    batch = {
        **draw.token_batch(batch=4, length=6, vocab_size=VOCABULARY),
        "labels": draw.integers(0, 3, (4,)),
    }
    student.kit.adamw_step(model, batch)
    expect_weights(student.kit.state_dict(loaded), saved, "the loaded model", because)
    expect(
        student.kit.config(loaded).get("num_hidden_layers"), "num_hidden_layers of the loaded model"
    ).equals(3)
    expect(student.kit.listdir(folder), "the files in the folder").is_list()
    for name in ("config.json", "model.safetensors"):
        expect(name in student.kit.listdir(folder), f"“{name} is in the folder”").is_true(because=because)
    expect_weights(student.kit.state_dict(student.kit.load_folder(folder)), saved, "the folder", because)


@points(1)
@depends("test_weights_are_those_of_the_first_layers")
@title(
    en="A number of layers that the model does not have is refused",
    fa="تعداد لایه‌ای که مدل ندارد پذیرفته نمی‌شود",
)
@hint(
    en="Raise ValueError unless 1 <= n <= num_hidden_layers.",
    fa="اگر 1 <= n <= num_hidden_layers نبود ValueError بدهید.",
)
def test_impossible_numbers_of_layers_raise(student, draw):
    """ValueError for 0, −1 and one layer too many; exact."""
    model = small_classifier(student, draw, 3)
    for n in (0, -1, 4):
        with raises(ValueError, of="truncate(…)"):
            student.truncate(model, n)


@points(2)
@depends("test_the_configuration_says_n")
@title(en="Nine of twelve layers still learn", fa="نُه لایه از دوازده لایه هم یاد می‌گیرد")
@hint(
    en="The first nine layers and the pooler keep what pretraining taught them.",
    fa="نُه لایهٔ نخست و pooler آنچه را در پیش‌آموزش آموخته‌اند نگه می‌دارند.",
)
@convergence(metric="skill", chunks=4)
def test_learns_with_nine_layers(student, draw, attempt):
    """Accuracy on hidden pairs after the course's own training run of the student's nine layers.
    Threshold calibrated.
    """
    hidden = draw.hidden_pairs(premises=100)
    model = student.truncate(student.kit.load_classifier(seed=attempt.seed), 9)
    expect(model, "truncate(model, 9)").is_handle("BertForSequenceClassification")
    for _ in attempt:
        student.kit.train(model, seed=attempt.seed, steps=FINETUNE.steps // 4)
        attempt.score(hidden.skill(student.kit.predict(model, hidden.premises, hidden.hypotheses)))
