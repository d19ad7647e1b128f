"""Checks of question 6: names, fused queries, keys and values, the same logits in timm, and the same freeze."""

import torch

from autograder.authoring import Text, depends, expect, hint, points, raises, title
from course.zoo import timm_names

FUSED = Text(
    en="attn.qkv holds the rows of the queries, then those of the keys, then those of the values",
    fa="attn.qkv سطرهای پرسش، سپس کلید و سپس مقدار را پشت سر هم دارد",
)
RENAMED = Text(
    en="each weight is only renamed; which name belongs to which is told by the shapes and by what the part does",
    fa="وزن‌ها فقط نام تازه می‌گیرند؛ این‌که کدام نام از آنِ کدام است از شکل و کار هر بخش پیداست",
)


def _drawn_model(student, draw, layers: int | None = None, **config):
    """A DeiT with two heads in float64, its sizes drawn and every weight random."""
    heads = draw.rng.randint(2, 4)
    hidden = 4 * heads * draw.rng.randint(1, 2)
    patch = draw.rng.choice([2, 4])
    settings = {
        "hidden_size": hidden,
        "num_attention_heads": heads,
        "num_hidden_layers": layers or draw.rng.randint(2, 3),
        "intermediate_size": hidden * draw.rng.randint(2, 4),
        "image_size": patch * draw.rng.randint(2, 3),
        "patch_size": patch,
        "num_channels": draw.rng.choice([1, 3]),
        "num_labels": draw.rng.randint(3, 7),
    }
    model = student.kit.tiny_deit_with_teacher(draw.seed(), **{**settings, **config})
    student.kit.perturb(model, draw.seed(), 0.3)
    student.kit.to_double(model)
    return model


def _shuffled(draw, state: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
    return {name: state[name] for name in draw.rng.sample(list(state), k=len(state))}


def _expect_state(state, expected: dict[str, torch.Tensor], owner: str) -> None:
    """Expects exactly these names, and these tensors bit for bit."""
    expect(state, owner).is_dict()
    missing, extra = sorted(expected.keys() - state.keys()), sorted(map(str, state.keys() - expected.keys()))
    if missing or extra:
        # The missing names are the answer: only the student's own are shown.
        such = f" ({', '.join(extra[:2])})" if extra else ""
        expect.fail(
            Text(
                en=f"{owner} lacks {len(missing)} weights that the model has, and has {len(extra)} names that the "
                f"model does not know{such}.",
                fa=f"{owner} جای {len(missing)} وزنِ مدل را خالی دارد و {len(extra)} نام دارد که مدل نمی‌شناسد{such}.",
            ),
            RENAMED,
        )
    for name, weight in expected.items():
        because = FUSED if "qkv" in name or "_proj" in name else RENAMED
        expect(state[name], f"{owner}: {name}").is_tensor().has_shape(
            *weight.shape, because=because
        ).is_bit_equal(weight, because=because)


@points(3)
@title(en="Every weight under timm's name", fa="هر وزن با نامی که در timm دارد")
@hint(
    en="torch.cat([query, key, value]) along dimension 0, for weight and bias; all the rest only gets a new name.",
    fa="torch.cat([query, key, value]) روی بُعد 0، برای وزن و بایاس؛ بقیه فقط نام تازه می‌گیرند.",
)
def test_weights_get_the_names_of_timm(student, draw):
    """Bit-equal to the course's own mapping, for models of drawn sizes (one of eleven blocks, so that block 1 is told
    from block 10; one without query, key and value biases), the entries in random order.
    """
    for model in (
        _drawn_model(student, draw),
        _drawn_model(student, draw, layers=11, hidden_size=8, num_attention_heads=2, intermediate_size=8),
        _drawn_model(student, draw, qkv_bias=False),
    ):
        state = student.kit.state_dict(model)
        _expect_state(student.to_timm(_shuffled(draw, state)), timm_names.to_timm(state), "to_timm(state)")


@points(3)
@title(en="And back again", fa="و راه برگشت")
@hint(
    en="weight.chunk(3) along dimension 0 gives queries, keys and values.",
    fa="weight.chunk(3) روی بُعد 0 پرسش، کلید و مقدار را می‌دهد.",
)
def test_from_timm_undoes_it(student, draw):
    """The state of a drawn model that the course's mapping has renamed comes back bit for bit, with and without biases
    of queries, keys and values, the entries in random order.
    """
    for config in ({}, {"qkv_bias": False}):
        state = student.kit.state_dict(_drawn_model(student, draw, **config))
        renamed = _shuffled(draw, timm_names.to_timm(state))
        _expect_state(student.from_timm(renamed), state, "from_timm(state)")


@points(1)
@depends("test_weights_get_the_names_of_timm", "test_from_timm_undoes_it")
@title(en="A weight without a place is not lost in silence", fa="وزنِ بی‌جا بی‌صدا گم نمی‌شود")
@hint(
    en="Look names up in a dict with [], not with .get and a default; raise KeyError(name).",
    fa="نام‌ها را با [] در دیکشنری بجویید، نه با get. و مقدار پیش‌فرض؛ KeyError(name) بدهید.",
)
def test_unknown_names_raise(student, draw):
    """KeyError with the name, for a name that is nowhere in the model, at the top and within a block."""
    state = student.kit.state_dict(_drawn_model(student, draw))
    tag = f"extra{draw.rng.randint(10, 99)}"
    because = Text(
        en="a weight that has no place in the other library is a mistake to report, not to pass over",
        fa="وزنی که در کتابخانهٔ دیگر جا ندارد خطایی است که باید گفته شود، نه نادیده گرفته",
    )
    for name in (f"{tag}.weight", f"deit.layers.0.{tag}.weight"):
        with raises(KeyError, mentions=name, because=because, of="to_timm(…)"):
            student.to_timm({**state, name: torch.zeros(3)})
    for name in (f"{tag}.weight", f"blocks.0.{tag}.weight"):
        with raises(KeyError, mentions=name, because=because, of="from_timm(…)"):
            student.from_timm({**timm_names.to_timm(state), name: torch.zeros(3)})


def _built(student, model):
    """What the student builds for a model's configuration."""
    built = student.build_timm(student.kit.keep.configuration(model))
    expect(built, "build_timm(config)").is_handle(
        "VisionTransformerDistilled",
        because=Text(
            en="only timm's distilled vision transformer has a distillation token and a head on it",
            fa="فقط ترنسفورمر بیناییِ تقطیری timm توکن تقطیر و سری روی آن دارد",
        ),
    )
    return built


@points(3)
@title(en="A model of the same sizes", fa="مدلی با همان اندازه‌ها")
@hint(
    en="Every size comes from the configuration; mlp_ratio is intermediate_size / hidden_size, qkv_bias is passed on.",
    fa="همهٔ اندازه‌ها از پیکربندی می‌آید؛ mlp_ratio همان intermediate_size / hidden_size است و qkv_bias هم داده می‌شود.",
)
def test_the_built_model_has_the_same_sizes(student, draw):
    """Names and shapes of the built model's weights against the renamed weights of models of drawn sizes; exact."""
    for config in ({}, {}, {"qkv_bias": False}):
        model = _drawn_model(student, draw, **config)
        wanted = timm_names.to_timm(student.kit.state_dict(model))
        found = student.kit.state_dict(_built(student, model))
        because = Text(
            en="a size or the bias of attn.qkv is not that of the configuration",
            fa="اندازه‌ای یا بایاسِ attn.qkv همان نیست که پیکربندی می‌گوید",
        )
        expect(sorted(found), "the names of the weights of the built model").equals(
            sorted(wanted), because=because
        )
        for name, weight in wanted.items():
            expect(found[name], f"{name} of the built model").has_shape(*weight.shape, because=because)


@points(4)
@depends("test_the_built_model_has_the_same_sizes")
@title(en="The same weights give the same logits", fa="همان وزن‌ها همان لاجیت‌ها را می‌دهند")
@hint(
    en="Compare num_heads and the eps of the layer norms; in evaluation mode both libraries average the two heads.",
    fa="num_heads و eps لایه‌نُرم‌ها را مقایسه کنید؛ در حالت ارزیابی هر دو کتابخانه میانگین دو سر را می‌دهند.",
)
def test_the_logits_agree(student, draw):
    """Logits in float64 and evaluation mode of both models on the same weights (renamed by the course), for drawn
    layer_norm_eps; they agree to 1e-13, 1e-10 is asked. An eps of 1e-6 for 1e-12 is off by about 1e-6.
    """
    for eps in (1e-12, 10 ** draw.rng.uniform(-5, -2)):
        model = _drawn_model(student, draw, layer_norm_eps=eps)
        config = student.kit.config(model)
        built = _built(student, model)
        student.kit.to_double(built)
        student.kit.load_all_weights(built, timm_names.to_timm(student.kit.state_dict(model)))
        shape = (draw.rng.randint(2, 4), config["num_channels"], config["image_size"], config["image_size"])
        pixels = draw.normal(*shape, dtype=torch.float64)
        expect(student.kit.image_logits(built, pixels), "the logits of the built model").is_tensor().is_close(
            student.kit.image_logits(model, pixels),
            atol=1e-10,
            because=Text(
                en="what is not in the weights differs: the number of heads, the eps of the norms, the two heads' mean",
                fa="آنچه در وزن‌ها نیست فرق دارد: تعداد سرهای توجه، eps لایه‌نُرم‌ها، یا میانگین دو سر",
            ),
        )


@points(2)
@depends("test_the_built_model_has_the_same_sizes")
@title(en="The same freeze in both libraries", fa="انجمادی یکسان در هر دو کتابخانه")
@hint(
    en="Ask for each parameter of timm which parameters it is made of, decide for all, and only then set the flags.",
    fa="برای هر پارامتر timm بپرسید از چه پارامترهایی ساخته شده، برای همه تصمیم بگیرید و تازه بعد پرچم‌ها را بگذارید.",
)
def test_the_same_parts_are_frozen(student, draw):
    """Flags by name for all but the last block and heads, for drawn single parts, for everything and nothing, whatever
    the flags were before; as many numbers trainable on both sides; ValueError, and no flag changed, where queries
    train and keys do not.
    """
    model = _drawn_model(student, draw, layers=3)
    built = _built(student, model)
    state = student.kit.state_dict(model)
    sizes = {name: weight.numel() for name, weight in student.kit.state_dict(built).items()}
    drawn = ["deit.embeddings.cls_token", "deit.layers.0.layernorm_after.", "deit.layers.1.attention."]
    drawn += [
        "deit.layers.2.mlp.fc1.",
        "cls_classifier.",
        "deit.embeddings.position",
        "distillation_classifier.",
    ]
    treatments = [
        (
            "all but the last block and the heads",
            ["deit.layers.2.", "deit.layernorm.", "cls_c", "distillation_c"],
        ),
        ("all but some parts", draw.rng.sample(drawn, k=3)),
        ("nothing", [""]),
        ("everything", []),
    ]
    because = Text(
        en="a parameter of timm trains exactly where what it is made of trains, whatever it did before",
        fa="هر پارامتر timm دقیقاً وقتی آموزش می‌بیند که سازنده‌هایش آموزش ببینند، هر چه پیش‌تر بوده باشد",
    )
    for what, prefixes in treatments:
        student.kit.set_requires_grad(model, "", False)
        for prefix in prefixes:
            student.kit.set_requires_grad(model, prefix, True)
        student.freeze_like(built, model)
        trains = student.kit.requires_grad(model)
        marks = timm_names.to_timm({name: torch.full((1,), float(trains[name])) for name in state})
        wanted = sorted(name for name, mark in marks.items() if mark.any())
        flags = student.kit.requires_grad(built)
        frozen = f"with {what} frozen"
        expect(sorted(name for name in flags if flags[name]), f"what trains in timm {frozen}").equals(
            wanted, because=because
        )
        expect(student.trainable_names(built), f"trainable_names(timm's model) {frozen}").is_list().equals(
            wanted
        )
        expect(student.trainable_names(model), f"trainable_names(transformers' model) {frozen}").equals(
            sorted(name for name in trains if trains[name])
        )
        counts = (
            sum(sizes[name] for name in flags if flags[name]),
            sum(state[name].numel() for name in trains if trains[name]),
        )
        expect(counts[0], f"how many numbers train in timm {frozen}").equals(counts[1], because=because)
    part = draw.rng.choice(["q", "k", "v"])
    student.kit.set_requires_grad(model, "", True)
    student.kit.set_requires_grad(model, f"deit.layers.2.attention.{part}_proj.", False)
    before = student.kit.requires_grad(built)
    with raises(
        ValueError,
        because=Text(
            en="one parameter of timm cannot be frozen in part",
            fa="یک پارامتر timm را نمی‌توان نیمه‌منجمد کرد",
        ),
    ):
        student.freeze_like(built, model)
    expect(student.kit.requires_grad(built), "the flags after a refused call").equals(
        before,
        because=Text(en="a refused call changed something", fa="فراخوانیِ ردشده چیزی را تغییر داده است"),
    )
