"""Checks of question 3: padding and its mask, batches of similar length, and what they save."""

import itertools
import statistics

import torch

from autograder.authoring import Text, depends, expect, hint, points, title
from autograder.authoring.randomness import NOT_THE_GENERATOR


def _examples(draw, count: int, types: bool = True, labels: bool = True) -> list[dict]:
    """Encoded pairs of different lengths whose ids include what the padding ids may be."""
    examples = []
    for _ in range(count):
        length = draw.rng.randint(1, 12)
        example: dict = {"input_ids": [draw.rng.randint(0, 8) for _ in range(length)]}
        if types:
            example["token_type_ids"] = [draw.rng.randint(0, 1) for _ in range(length)]
        if labels:
            example["label"] = draw.rng.randint(0, 2)
        examples.append(example)
    return examples


def _expect_batch(student, examples: list[dict], pad_id: int) -> None:
    longest = max(len(example["input_ids"]) for example in examples)

    def padded(rows: list[list[int]], fill: int) -> torch.Tensor:
        return torch.tensor([row + [fill] * (longest - len(row)) for row in rows])

    expected = {
        "input_ids": padded([example["input_ids"] for example in examples], pad_id),
        "attention_mask": padded([[1] * len(example["input_ids"]) for example in examples], 0),
    }
    if "token_type_ids" in examples[0]:
        expected["token_type_ids"] = padded([example["token_type_ids"] for example in examples], 0)
    if "label" in examples[0]:
        expected["labels"] = torch.tensor([example["label"] for example in examples])
    batch = student.collate(examples, pad_id)
    expect(batch, "the batch").is_dict()
    expect(dict.fromkeys(batch), "the batch").equals(
        dict.fromkeys(expected),
        because=Text(
            en="ids and mask always, token types only where the examples have them, labels only where they have a label "
            '(0 is one), under the name "labels"',
            fa="شناسه‌ها و ماسک همیشه، نوع توکن فقط وقتی که نمونه‌ها دارند، و برچسب فقط وقتی که برچسب دارند (0 هم برچسب "
            'است)، با نام "labels"',
        ),
    )
    reasons = {
        "input_ids": Text(
            en="padding stands on the right, up to the longest of this batch, and is pad_id",
            fa="پدینگ در سمت راست است، تا بلندترینِ همین دسته، و برابر pad_id",
        ),
        "attention_mask": Text(
            en="the mask is 1 on tokens and 0 on padding, and comes from the lengths: an id that equals pad_id may be a token",
            fa="ماسک روی توکن 1 و روی پدینگ 0 است و از درازاها به دست می‌آید: شناسه‌ای که برابر pad_id است شاید توکن باشد",
        ),
        "token_type_ids": Text(en="token types are padded with 0", fa="نوع توکن با 0 پر می‌شود"),
        "labels": Text(en="one label an example, in their order", fa="برای هر نمونه یک برچسب، به ترتیب"),
    }
    for key, tensor in expected.items():
        expect(batch[key], f"{key} for pad_id={pad_id}").is_tensor().has_dtype(torch.int64).has_shape(
            *tensor.shape, because=reasons[key]
        ).is_bit_equal(tensor, because=reasons[key])


@points(4)
@title(en="Pairs are padded with the tokenizer's id", fa="جفت‌ها با شناسهٔ توکن‌ساز پر می‌شوند")
@hint(
    en="Fill ids with pad_id, mask and types with 0, and make the mask from the lengths.",
    fa="شناسه‌ها را با pad_id و ماسک و نوع را با 0 پر کنید و ماسک را از درازاها بسازید.",
)
def test_pairs_are_padded(student, draw):
    """Three padding ids on ids that include them, batches of one and of seven; the examples stay as they are; exact."""
    for pad_id in (0, 1, draw.rng.randint(2, 9)):
        for count in (1, 7):
            _expect_batch(student, _examples(draw, count), pad_id)
    examples = _examples(draw, 4)
    handle = student.kit.hold(examples)
    student.keep.collate(handle, 3)
    expect(student.kit.value(handle), "the examples that were passed in").equals(
        examples, because=Text(en="they were padded in place", fa="درجا پر شده‌اند")
    )


@points(2)
@depends("test_pairs_are_padded")
@title(en="Types and labels only where there are any", fa="نوع و برچسب فقط اگر باشند")
@hint(
    en='Ask whether the first example has the key: "token_type_ids" in examples[0].',
    fa='بپرسید نمونهٔ اول آن کلید را دارد یا نه: "token_type_ids" in examples[0].',
)
def test_keys_follow_the_examples(student, draw):
    """Examples without types, without labels, and without both; exact."""
    for types, labels in ((False, True), (True, False), (False, False)):
        _expect_batch(student, _examples(draw, 5, types, labels), 1)


def _lengths(draw, count: int) -> list[int]:
    return [draw.rng.randint(5, 60) for _ in range(count)]


def _grouped(student, lengths: list[int], size: int, generator, *pool: int) -> list[list[int]]:
    """Batches of whole numbers in the right sizes, each index once."""
    batches = student.grouped_batches(lengths, size, generator, *pool)
    kept = Text(
        en="a pool is pool * batch_size examples, and only the last batch of the last pool is smaller; it is kept",
        fa="هر استخر pool * batch_size نمونه است و فقط دستهٔ آخرِ استخر آخر کوچک‌تر است؛ همان هم نگه داشته می‌شود",
    )
    name = f"grouped_batches of {len(lengths)} examples with batch_size={size}"
    expect(batches, name).is_list(length=-(-len(lengths) // size), because=kept)
    for place, batch in enumerate(batches):
        expect(batch, f"batch {place}").is_list()
        for index in batch:
            expect(index, f"an index in batch {place}").is_number()
    whole = len(lengths) // size
    sizes = sorted((len(batch) for batch in batches), reverse=True)
    expect(sizes, "the sizes of the batches, the largest first").equals(
        [size] * whole + [len(lengths) - whole * size] * (len(batches) - whole), because=kept
    )
    expect(sorted(index for batch in batches for index in batch), "all indices, sorted").equals(
        list(range(len(lengths))),
        because=Text(en="each example is in exactly one batch", fa="هر نمونه دقیقاً در یک دسته است"),
    )
    return [list(batch) for batch in batches]


@points(2)
@title(en="Each example is in exactly one batch", fa="هر نمونه دقیقاً در یک دسته است")
@hint(
    en="One permutation, cut into pools, each sorted and cut into batches; nothing is dropped.",
    fa="یک جایگشت، بریده به استخرها، هر کدام مرتب و بریده به دسته‌ها؛ هیچ نمونه‌ای دور ریخته نمی‌شود.",
)
def test_each_example_is_in_one_batch(student, draw):
    """Numbers of examples that fill pools, batches or neither, many equal lengths, fewer examples than a batch, none; exact."""
    for count, size, pool in ((96, 8, 4), (101, 8, 4), (37, 5, 16), (3, 8, 16), (0, 4, 2)):
        lengths = [draw.rng.randint(5, 9) for _ in range(count)]
        _grouped(student, lengths, size, student.kit.generator(draw.seed()), pool)


@points(2)
@depends("test_each_example_is_in_one_batch")
@title(en="The generator decides, and each epoch differs", fa="generator تعیین می‌کند و هر دوره فرق دارد")
@hint(
    en="torch.randperm(…, generator=generator) for the examples, and once again for the batches of all pools together.",
    fa="torch.randperm(…, generator=generator) برای نمونه‌ها و یک بار دیگر برای دسته‌های همهٔ استخرها با هم.",
)
def test_the_generator_decides(student, draw):
    """Same seed, same batches; a second call has other members in its batches; short batches do not come first, and the pools
    not one after another. All happen by chance with less than 1e-9: 64 batches of 4 in two orders, 64 medians in rising
    order (1/64!), or each 16 batches in a row without lengths in common (some 24¹⁶ · 16!⁴ of the 64! orders, 1e-14).
    """
    lengths, seed = draw.rng.sample(range(5, 1000), 256), draw.seed()
    generator = student.kit.generator(seed)
    first, second = (_grouped(student, lengths, 4, generator) for _ in range(2))
    expect(
        _grouped(student, lengths, 4, student.kit.generator(seed)), "the batches for the same seed"
    ).equals(
        first,
        because=NOT_THE_GENERATOR,
    )
    members = [{frozenset(batch) for batch in batches} for batches in (first, second)]
    expect(members[0] != members[1], "“the batches of a second epoch have other members”").is_true(
        because=Text(
            en="the examples have to be shuffled before they are sorted within their pool, by the generator as it comes: "
            "seeded again, it draws the same order again",
            fa="نمونه‌ها باید پیش از مرتب‌شدن در استخر خود بُر بخورند، با generator همان‌طور که می‌رسد: اگر دوباره seed بگیرد "
            "باز همان ترتیب را می‌دهد",
        )
    )
    middles = [statistics.median(lengths[index] for index in batch) for batch in first]
    ordered = middles in (sorted(middles), sorted(middles, reverse=True))
    expect(not ordered, "“the batches do not come in the order of their lengths”").is_true(
        because=Text(
            en="shuffle the batches too: a model that sees the short ones first each time learns from a drifting sample",
            fa="دسته‌ها را هم بُر بزنید: مدلی که همیشه اول کوتاه‌ها را ببیند از نمونه‌ای رونده می‌آموزد",
        )
    )
    reaches = [
        (min(chosen), max(chosen)) for chosen in ([lengths[index] for index in batch] for batch in first)
    ]
    apart = all(
        low[1] < high[0]
        for start in range(0, len(reaches), 16)
        for low, high in itertools.pairwise(sorted(reaches[start : start + 16]))
    )
    expect(not apart, "“the batches of all pools are mixed”").is_true(
        because=Text(
            en="one pool follows another: shuffle the batches of all pools together, and not those of each pool",
            fa="استخرها پشت سر هم می‌آیند: دسته‌های همهٔ استخرها را با هم بُر بزنید و نه دسته‌های هر استخر را جدا",
        )
    )


def _padding(lengths: list[int], batches: list[list[int]]) -> float:
    positions = sum(len(batch) * max(lengths[index] for index in batch) for batch in batches)
    return (positions - sum(lengths)) / positions


@points(2)
@depends("test_each_example_is_in_one_batch")
@title(en="Much less padding than in random order", fa="پدینگِ بسیار کمتر از ترتیب تصادفی")
@hint(
    en="Sort each pool of pool * batch_size examples by length before cutting it into batches.",
    fa="هر استخرِ pool * batch_size تایی را پیش از بریدن به دسته‌ها بر پایهٔ درازا مرتب کنید.",
)
def test_similar_lengths_share_a_batch(student, draw):
    """320 lengths of 5 to 60 in batches of 8: grouped in pools of 16, at most a quarter of the padding of random order (the
    reference needs 0.11 to 0.16 of it in 1,000 draws); with pools of 1, at least half of it (0.93 to 1.10).
    """
    lengths = _lengths(draw, 320)
    order = torch.randperm(320, generator=draw.generator).tolist()
    shuffled = _padding(lengths, [order[start : start + 8] for start in range(0, 320, 8)])
    grouped = _padding(lengths, _grouped(student, lengths, 8, student.kit.generator(draw.seed())))
    expect(grouped / shuffled, "padding when grouped, over padding in random order,").at_most(
        0.25,
        because=Text(
            en="examples of one batch are not of similar length",
            fa="نمونه‌های یک دسته درازای نزدیک به هم ندارند",
        ),
    )
    loose = _padding(lengths, _grouped(student, lengths, 8, student.kit.generator(draw.seed()), 1))
    expect(loose / shuffled, "padding with pools of one batch, over padding in random order,").at_least(
        0.5,
        because=Text(
            en="with pool=1 nothing is sorted beyond a batch: pool is ignored",
            fa="با pool=1 چیزی بیرون از یک دسته مرتب نمی‌شود: pool نادیده گرفته شده",
        ),
    )


@points(2)
@title(en="The share of padding", fa="سهم پدینگ")
@hint(
    en="Positions of a batch: its size times its longest example. Add up over batches, then divide once; no batches have no "
    "positions to divide by, and their share is 0.0.",
    fa="خانه‌های یک دسته: اندازه‌اش ضرب در بلندترین نمونه‌اش. روی دسته‌ها جمع بزنید و یک بار تقسیم کنید؛ بی‌دسته خانه‌ای نیست "
    "که بر آن تقسیم شود و سهم 0.0 است.",
)
def test_the_share_of_padding(student, draw):
    """Batches of unequal sizes, of one example, and none at all; within 1e-9."""
    for sizes in ([4, 4, 3], [1, 1, 6], [7]):
        lengths = _lengths(draw, sum(sizes) + 3)
        order = draw.rng.sample(range(len(lengths)), sum(sizes))
        batches = [[order.pop() for _ in range(size)] for size in sizes]
        used = [lengths[index] for batch in batches for index in batch]
        positions = sum(len(batch) * max(lengths[index] for index in batch) for batch in batches)
        expect(student.padding_share(lengths, batches), f"padding_share of batches of {sizes}").is_close(
            (positions - sum(used)) / positions,
            atol=1e-9,
            because=Text(
                en="padding of all batches over all positions of all batches: no mean of shares, and each batch has its own "
                "longest example",
                fa="پدینگِ همهٔ دسته‌ها بخش بر همهٔ خانه‌های همهٔ دسته‌ها: نه میانگین سهم‌ها، و هر دسته بلندترین خودش را دارد",
            ),
        )
    expect(student.padding_share([3, 4], []), "padding_share of no batches").is_close(0.0, atol=0.0)
