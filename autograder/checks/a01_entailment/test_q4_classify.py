"""Checks of question 4: the head, whatever the encoder; padding, token types, loss and dropout."""

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

from autograder.authoring import Text, depends, expect, hint, points, title

# What tells the encoders apart: the id of padding, and how many kinds of token types there are.
PADDING = {"bert": 0, "xlm-roberta": 1, "electra": 0}
TYPES = {"bert": 2, "xlm-roberta": 1, "electra": 2}
# Two layers of width 16 in float32: over 200 draws the logits of a pair alone and in a batch were 2e-6 apart at most.
CLOSE = 1e-4


def _batch(draw, kind: str, lengths: list[int]) -> dict[str, Tensor]:
    """Random pairs of these lengths, padded as the encoder expects, without token types."""
    mask = (torch.arange(max(lengths)) < torch.tensor(lengths)[:, None]).long()
    ids = draw.integers(5, 99, mask.shape)
    return {"input_ids": torch.where(mask == 1, ids, PADDING[kind]), "attention_mask": mask}


def _model(student, draw, kind: str, labels: int = 3, **settings: Any) -> tuple[Any, Any]:
    """The student's classifier over a tiny encoder, and the encoder; afterwards every weight of both has moved."""
    encoder = student.kit.tiny_encoder(kind, draw.seed(), initializer_range=0.3)
    model = student.keep.PairClassifier(encoder, labels, **settings)
    expect(model, "PairClassifier(encoder, num_labels)").is_handle("Module")
    student.kit.perturb(model, draw.seed(), 0.1)
    return model, encoder


def _logits(student, model, batch: dict[str, Tensor]) -> Tensor:
    output = student.kit.classified(model, batch)
    expect(output["logits"], "the logits").is_tensor()
    return output["logits"]


def _head(state: dict[str, Tensor], first: Tensor) -> Tensor:
    return first.double() @ state["classifier.weight"].double().T + state["classifier.bias"].double()


@points(3)
@title(en="A linear layer on the first token of any encoder", fa="لایه‌ای خطی روی توکن اولِ هر رمزگذار")
@hint(
    en="encoder(…).last_hidden_state[:, 0], then dropout, then classifier; the width is encoder.config.hidden_size.",
    fa="encoder(…).last_hidden_state[:, 0]، بعد dropout و بعد classifier؛ پهنا encoder.config.hidden_size است.",
)
def test_the_head_reads_the_first_token(student, draw):
    """Over a BERT, an XLM-R and an ELECTRA without pooler: names and shapes, and logits from the encoder's own first states
    in float64, within 1e-4; the encoder is the one that was given.
    """
    because = Text(
        en="the logits are classifier(first position of last_hidden_state) of the encoder that was given: no pooler, no tanh, "
        "no mean",
        fa="logitها عبارت‌اند از classifier روی خانهٔ اولِ last_hidden_state همان رمزگذارِ داده‌شده: نه pooler، نه tanh، نه میانگین",
    )
    for kind in PADDING:
        labels = draw.rng.randint(2, 6)
        model, encoder = _model(student, draw, kind, labels)
        state = student.kit.state_dict(model)
        names = {f"encoder.{name}" for name in student.kit.state_dict(encoder)}
        shapes = {"classifier.weight": (labels, 16), "classifier.bias": (labels,)}
        expect(state, "the state dict").is_dict()
        expect(sorted(state), f"the names of the weights over {kind}, sorted").equals(
            sorted(names | set(shapes)),
            because=Text(
                en="the parts are encoder, dropout and classifier, and nothing else has weights",
                fa="بخش‌ها encoder و dropout و classifier‌اند و چیز دیگری وزن ندارد",
            ),
        )
        for name, shape in shapes.items():
            expect(state[name], name).has_shape(*shape)
        batch = _batch(draw, kind, [7, 7])
        wanted = _head(state, student.kit.first_states(encoder, batch))
        expect(_logits(student, model, batch), f"the logits over {kind}").has_shape(2, labels).is_close(
            wanted, atol=CLOSE, because=because
        )
        bare = {"input_ids": batch["input_ids"]}
        expect(_logits(student, model, bare), f"the logits over {kind} without a mask").is_close(
            wanted, atol=CLOSE, because=because
        )


@points(2)
@depends("test_the_head_reads_the_first_token")
@title(en="An untrained head is not sure of anything", fa="سرِ آموزش‌ندیده به چیزی مطمئن نیست")
@hint(
    en="nn.init.normal_(self.classifier.weight, std=0.02) and nn.init.zeros_(self.classifier.bias).",
    fa="nn.init.normal_(self.classifier.weight, std=0.02) و nn.init.zeros_(self.classifier.bias).",
)
def test_an_untrained_head_is_unsure(student, draw):
    """Biases 0; of 7 × 64 weights the deviation between 0.016 and 0.024 and the mean within 0.006 (each six standard errors:
    fails by chance less than once in 1e8); two models have two heads.
    """
    encoder = student.kit.tiny_encoder("bert", draw.seed(), hidden_size=64)
    states = []
    for _ in range(2):
        model = student.keep.PairClassifier(encoder, 7)
        expect(model, "PairClassifier(encoder, 7)").is_handle("Module")
        states.append(student.kit.state_dict(model))
    weight, bias = states[0]["classifier.weight"], states[0]["classifier.bias"]
    because = Text(
        en="the classifier starts with small normal weights (0.02) and biases of 0",
        fa="classifier با وزن‌های نرمال کوچک (0.02) و بایاس صفر آغاز می‌کند",
    )
    expect(bias, "classifier.bias").is_close(torch.zeros(7), atol=0.0, because=because)
    expect(weight, "classifier.weight").has_shape(7, 64).is_finite()
    deviation = weight.double().std().item()
    expect(deviation, "the standard deviation of classifier.weight").at_least(0.016, because=because).at_most(
        0.024, because=because
    )
    expect(abs(weight.double().mean().item()), "the mean of classifier.weight, unsigned,").at_most(
        0.006, because=because
    )
    expect(weight, "classifier.weight of a second model").differs_from(states[1]["classifier.weight"])


@points(3)
@depends("test_the_head_reads_the_first_token")
@title(
    en="Neither padding nor batch-mates move the logits", fa="نه پدینگ و نه هم‌دسته‌ها logit را جابه‌جا نمی‌کنند"
)
@hint(en="Pass attention_mask on to the encoder.", fa="attention_mask را به رمزگذار بدهید.")
def test_padding_and_batch_mates_do_not_matter(student, draw):
    """Pairs in a batch, behind more padding, in another order and one by one, over three encoders; within 1e-4."""
    for kind, pad_id in PADDING.items():
        model, _ = _model(student, draw, kind)
        batch = _batch(draw, kind, [9, 4, 6])
        together = _logits(student, model, batch)
        expect(together, "the logits").has_shape(3, 3).is_finite()
        wider = {
            "input_ids": functional.pad(batch["input_ids"], (0, 5), value=pad_id),
            "attention_mask": functional.pad(batch["attention_mask"], (0, 5)),
        }
        because = Text(
            en="the mask does not reach the encoder: padding is attended to",
            fa="ماسک به رمزگذار نمی‌رسد: به پدینگ توجه می‌شود",
        )
        expect(_logits(student, model, wider), f"the logits over {kind} behind more padding").is_close(
            together, atol=CLOSE, because=because
        )
        turned = {key: values.flip(0) for key, values in batch.items()}
        expect(_logits(student, model, turned), f"the logits over {kind} in another order").is_close(
            together.flip(0), atol=CLOSE, because=because
        )
        for row, length in enumerate((9, 4, 6)):
            alone = {key: values[row : row + 1, :length] for key, values in batch.items()}
            expect(_logits(student, model, alone), f"the logits over {kind} of pair {row} alone").is_close(
                together[row : row + 1], atol=CLOSE, because=because
            )


@points(3)
@depends("test_the_head_reads_the_first_token")
@title(en="Token types go where they are understood", fa="نوع توکن به جایی می‌رود که فهمیده شود")
@hint(
    en='getattr(encoder.config, "type_vocab_size", 0) > 1 says whether the encoder tells types apart.',
    fa='getattr(encoder.config, "type_vocab_size", 0) > 1 می‌گوید رمزگذار نوع‌ها را از هم می‌شناسد یا نه.',
)
def test_token_types_go_where_they_are_understood(student, draw):
    """With types 0 and 1: over BERT and ELECTRA the logits of the encoder's states with types, over XLM-R those without; 1e-4."""
    for kind, kinds in TYPES.items():
        model, encoder = _model(student, draw, kind)
        batch = _batch(draw, kind, [8, 6])
        types = (torch.arange(8) >= torch.tensor([4, 3])[:, None]).long() * batch["attention_mask"]
        typed = {**batch, "token_type_ids": types}
        understood = typed if kinds > 1 else batch
        wanted = _head(student.kit.state_dict(model), student.kit.first_states(encoder, understood))
        expect(
            _logits(student, model, typed), f"the logits over {kind} of a batch with token types"
        ).is_close(
            wanted,
            atol=CLOSE,
            because=Text(
                en="types are lost on the way to an encoder that knows them, or reach one whose table has a single row",
                fa="نوع‌ها در راه رمزگذاری که می‌شناسدشان گم شده‌اند، یا به رمزگذاری رسیده‌اند که جدولش یک سطر دارد",
            ),
        )


@points(2)
@depends("test_the_head_reads_the_first_token")
@title(en="The loss is the mean cross-entropy", fa="هزینه میانگینِ آنتروپی متقاطع است")
@hint(
    en="functional.cross_entropy(logits, labels): it has the softmax in it; without labels the loss is None.",
    fa="functional.cross_entropy(logits, labels): softmax در خودش هست؛ بدون برچسب loss برابر None است.",
)
def test_the_loss_is_the_mean_cross_entropy(student, draw):
    """Against float64 from the logits, within 1e-4, for sizes 1 and 5; None without labels; it reaches encoder and head."""
    for size in (1, 5):
        model, _ = _model(student, draw, "bert")
        batch = _batch(draw, "bert", [draw.rng.randint(4, 8) for _ in range(size)])
        labels = draw.integers(0, 3, (size,))
        output = student.kit.classified(model, {**batch, "labels": labels})
        logits = output["logits"]
        expect(logits, "the logits").is_tensor().has_shape(size, 3).is_finite()
        expect(output["loss"], f"the loss of a batch of {size}").is_tensor().has_shape().is_close(
            functional.cross_entropy(logits.double(), labels),
            atol=CLOSE,
            because=Text(
                en="cross-entropy of the logits themselves, its mean over the batch",
                fa="آنتروپی متقاطع از خودِ logitها، میانگین روی دسته",
            ),
        )
        expect(student.kit.classified(model, batch)["loss"], "the loss without labels").is_none()
    gradients = student.kit.loss_gradients(model, {**batch, "labels": labels})
    for name in ("classifier.weight", "encoder.embeddings.word_embeddings.weight"):
        expect(gradients.get(name), f"the largest gradient of {name}").at_least(
            1e-8,
            because=Text(
                en="the loss does not reach it: was something detached?",
                fa="هزینه به آن نمی‌رسد: چیزی detach شده است؟",
            ),
        )


@points(1)
@depends("test_the_head_reads_the_first_token")
@title(en="Dropout before the classifier, in training only", fa="دراپ‌اوت پیش از classifier و فقط در آموزش")
@hint(
    en="self.dropout = nn.Dropout(dropout), applied to the vector of the first token.",
    fa="self.dropout = nn.Dropout(dropout)، روی بردار توکن اول.",
)
def test_dropout_stands_before_the_classifier(student, draw):
    """With dropout 1 the training logits are the biases (within 1e-6); with 0 training equals evaluation (1e-4); with 0.5 two
    seeds differ (equal by chance: 2^-16 at most for each of 4 rows).
    """
    batch = _batch(draw, "bert", [6, 6, 6, 6])
    because = Text(
        en="dropout stands between the first token's vector and the classifier, and is off in evaluation",
        fa="دراپ‌اوت میان بردار توکن اول و classifier است و در ارزیابی خاموش",
    )
    model, encoder = _model(student, draw, "bert", dropout=1.0)
    state = student.kit.state_dict(model)
    bias = state["classifier.bias"]
    dropped = student.kit.classified(model, batch, training=True)["logits"]
    expect(dropped, "the logits in training with dropout=1").is_tensor().is_close(
        bias.expand(4, 3), atol=1e-6, because=because
    )
    expect(_logits(student, model, batch), "the logits in evaluation with dropout=1").is_close(
        _head(state, student.kit.first_states(encoder, batch)), atol=CLOSE, because=because
    )
    model, _ = _model(student, draw, "bert", dropout=0.0)
    plain = student.kit.classified(model, batch, training=True)["logits"]
    expect(plain, "the logits in training with dropout=0").is_tensor().is_close(
        _logits(student, model, batch), atol=CLOSE, because=because
    )
    model, _ = _model(student, draw, "bert", dropout=0.5)
    one, two = (
        student.kit.classified(model, batch, training=True, seed=draw.seed())["logits"] for _ in range(2)
    )
    expect(one, "the logits in training with dropout=0.5").is_tensor().differs_from(two, because=because)
