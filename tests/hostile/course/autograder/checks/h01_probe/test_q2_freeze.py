"""Checks of question 2: the flags by name and a real AdamW step, seen through handles."""

from autograder.authoring import depends, expect, limits, points, title


def is_frozen(name: str, n: int) -> bool:
    return any(name.startswith(f"bert.encoder.layer.{index}.") for index in range(n))


@points(1)
@title(en="The first layers are frozen, and nothing else", fa="فقط لایه‌های نخست منجمدند")
@limits(seconds=10, memory_mb=512)
def test_flags(student, draw):
    """Exact, for two numbers of layers."""
    for n in (1, 2):
        model = student.kit.tiny_classifier(seed=draw.seed())
        student.freeze(model, n)
        for name, trains in student.kit.requires_grad(model).items():
            expect(trains, f"requires_grad of {name}").equals(not is_frozen(name, n))


@points(3)
@title(en="Frozen weights survive a step, the others move", fa="وزن منجمد می‌ماند و بقیه می‌جنبند")
@depends("test_flags")
@limits(seconds=10, memory_mb=512)
def test_step(student, draw):
    """Bit-equal after AdamW with decay; key biases have no gradient in theory and are left out."""
    batch = {**draw.token_batch(batch=4, length=8, vocab_size=99), "labels": draw.integers(0, 3, (4,))}
    model = student.kit.tiny_classifier(seed=draw.seed())
    before = student.kit.state_dict(model)
    student.freeze(model, 2)
    student.kit.adamw_step(model, batch)
    after = student.kit.state_dict(model)
    expect(after, "the weights").is_dict(keys=before)
    for name, weight in before.items():
        if is_frozen(name, 2):
            expect(after[name], name).is_bit_equal(weight)
        elif "key.bias" not in name:
            expect(after[name], name).is_finite().differs_from(weight)
