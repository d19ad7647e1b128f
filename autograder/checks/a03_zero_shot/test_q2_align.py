"""Checks of question 2: means without padding, vectors in order, languages centred apart, and ties that win nothing."""

import torch
from torch import Tensor
from torch.nn import functional

from autograder.authoring import Text, depends, expect, hint, limits, points, title
from autograder.authoring.evaluation import expect_evaluation, expect_mode_kept
from autograder.checks.a03_zero_shot.oracles import (
    ENGLISH,
    PERSIAN,
    draw_texts,
    ids_of,
    padded,
    reader_of,
    tiny,
)

PAIRS = 32


@points(4)
@title(en="Padding does not move the mean", fa="پدینگ میانگین را جابه‌جا نمی‌کند")
@hint(
    en="Set the padded states to 0, sum over the tokens, and divide by the number of real tokens.",
    fa="حالت‌های پدینگ را صفر کنید، روی توکن‌ها جمع بزنید و بر شمار توکن‌های واقعی تقسیم کنید.",
)
def test_padding_does_not_move_the_mean(student, draw):
    """Padding on the right, on the left and longer, filled with noise; against sums in float64, within 1e-5."""
    hidden, mask = draw.padded_batch(lengths=(3, 7, 5, 1), dim=8)
    expected = torch.stack(
        [row[: int(real.sum())].double().mean(0) for row, real in zip(hidden, mask, strict=True)]
    )
    because = Text(
        en="padding is part of the sum, or of the number that it is divided by",
        fa="پدینگ در جمع آمده یا در عددی که جمع بر آن تقسیم می‌شود",
    )
    longer = torch.cat([hidden, 50 * draw.normal(4, 6, 8)], dim=1)
    longer_mask = torch.cat([mask, torch.zeros(4, 6, dtype=torch.long)], dim=1)
    for states, real in ((hidden, mask), (longer, longer_mask), (longer.flip(1), longer_mask.flip(1))):
        expect(student.masked_mean(states, real), "masked_mean(…)").is_tensor().has_shape(4, 8).is_close(
            expected, atol=1e-5, because=because
        )


@points(2)
@depends("test_padding_does_not_move_the_mean")
@title(en="No tokens, no NaN; the dtype stays", fa="بی‌توکن هم NaN نیست؛ نوع داده می‌ماند")
@hint(
    en="Divide by at least 1; turn the mask into the dtype of the states before you multiply.",
    fa="دست‌کم بر 1 تقسیم کنید؛ پیش از ضرب، ماسک را به نوع دادهٔ حالت‌ها ببرید.",
)
def test_an_empty_text_is_zero(student, draw):
    """A fully padded row is exactly 0; float64 and bfloat16 stay what they are (bfloat16 within its 2⁻⁸ of 1)."""
    hidden, mask = draw.padded_batch(lengths=(4, 2, 3), dim=5)
    mask[1] = 0
    for dtype, atol in ((torch.float64, 1e-12), (torch.bfloat16, 3e-2)):
        states = hidden.to(dtype)
        result = student.masked_mean(states, mask)
        expect(result, "masked_mean(…)").is_tensor().has_shape(3, 5).has_dtype(dtype)
        expect(result[1], "the mean of no tokens").is_bit_equal(
            torch.zeros(5, dtype=dtype),
            because=Text(en="0 tokens are divided by 0", fa="صفر توکن بر صفر تقسیم شده است"),
        )
        for row in (0, 2):
            real = mask[row].bool()
            expect(result[row], f"the mean of text {row}").is_close(
                states[row][real].double().mean(0), atol=atol
            )


def _expected_vectors(state: dict[str, Tensor], texts: list[str], max_length: int = 128) -> Tensor:
    """The mean state of each text read alone, in float64."""
    reader = reader_of(state)
    with torch.no_grad():
        return torch.stack(
            [reader(*padded([ids_of(text, max_length)])).last_hidden_state[0].mean(0) for text in texts]
        )


@points(3)
@title(en="Each text its own vector, in order", fa="هر متن بردار خودش را دارد، به ترتیب")
@hint(
    en="Tokenize batch by batch with truncation=True, max_length and padding, and pass the attention mask to the model.",
    fa="دسته به دسته با truncation=True و max_length و padding توکن‌سازی کنید و attention mask را به مدل بدهید.",
)
def test_vectors_do_not_depend_on_batch_mates(student, draw):
    """11 texts of unequal lengths in batches of 1, 4 and 20, and cut to 5 tokens; against each text alone in float64,
    within 1e-4 (float32 strays by ~1e-6).
    """
    model, tokenizer = tiny(student, draw)
    texts = draw_texts(draw, ENGLISH + PERSIAN, 11, longest=12)
    state = student.kit.state_dict(model)
    because = Text(
        en="a vector depends on the texts beside it, or is not the mean over the text's own tokens",
        fa="بردار به متن‌های کنارش وابسته است، یا میانگین توکن‌های خودِ متن نیست",
    )
    for arguments in ((1,), (4,), (20,), (4, 5), ()):
        max_length = arguments[1] if len(arguments) > 1 else 128
        expect(
            student.embed(model, tokenizer, texts, *arguments), f"embed(…) with {arguments}"
        ).is_tensor().has_shape(11, 6).is_close(
            _expected_vectors(state, texts, max_length), atol=1e-4, because=because
        )


@points(2)
@depends("test_vectors_do_not_depend_on_batch_mates")
@title(
    en="Without dropout or gradients, and the mode is put back", fa="بدون دراپ‌اوت و گرادیان، و حالت برمی‌گردد"
)
@hint(
    en="model.eval() and torch.inference_mode(), then model.train(was_training).",
    fa="model.eval() و torch.inference_mode()، سپس model.train(was_training).",
)
def test_modes_of_embedding(student, draw):
    """Mode and gradients at every forward pass, and the mode afterwards, of a model that came in either; exact."""
    model, tokenizer = tiny(student, draw)
    texts = draw_texts(draw, ENGLISH, 5)
    for training in (True, False):
        student.kit.set_mode(model, training)
        student.embed(model, tokenizer, texts, 2)
        expect_evaluation(student.kit.read(model), "embed")
        expect_mode_kept(student, model, training, "embed")


def _cosines(a: Tensor, b: Tensor) -> Tensor:
    return functional.cosine_similarity(a.double()[:, None], b.double()[None], dim=-1)


@points(3)
@title(en="Cosines of every pair, and 0 for a zero vector", fa="کسینوس هر جفت، و 0 برای بردار صفر")
@hint(
    en="Divide each vector by its own length, or by 1 if that is 0, and multiply the matrices.",
    fa="هر بردار را بر طول خودش، یا اگر صفر است بر 1، تقسیم کنید و ماتریس‌ها را در هم ضرب کنید.",
)
def test_cosines_of_every_pair(student, draw):
    """Against the library in float64: vectors from 1e-3 to 1e3, other numbers of them, zero vectors; within 1e-9."""
    a, b = draw.normal(5, 7, dtype=torch.float64), draw.normal(8, 7, dtype=torch.float64)
    sizes = torch.tensor([1e-3, 1.0, 1e3, 20.0, 0.1], dtype=torch.float64)
    holes = a.clone()
    holes[2] = 0
    because = Text(
        en="a cosine knows no lengths, and the zero vector has none with anything",
        fa="کسینوس طول نمی‌شناسد، و بردار صفر با هیچ‌چیز زاویه‌ای ندارد",
    )
    for left, right in ((a, b), (a * sizes[:, None], b), (b, a * sizes[:, None]), (holes, b), (b, holes)):
        expect(student.cosine(left, right), "cosine(…)").is_tensor().has_shape(
            len(left), len(right)
        ).is_finite(because).is_close(_cosines(left, right), atol=1e-9, because=because)


@points(3)
@depends("test_cosines_of_every_pair")
@title(en="Each language is centred by its own mean", fa="هر زبان با میانگین خودش مرکزی می‌شود")
@hint(
    en="Two means, over the texts: one of the source vectors and one of the target vectors.",
    fa="دو میانگین روی متن‌ها: یکی از بردارهای مبدأ و یکی از بردارهای مقصد.",
)
def test_a_shift_of_a_language_changes_nothing(student, draw):
    """Languages far apart, shifted further, of unequal numbers; against float64, within 1e-8 (shifts of 50 cost 1e-12)."""
    source = draw.normal(6, 5, dtype=torch.float64)
    targets = draw.normal(9, 5, dtype=torch.float64) + 4 * draw.normal(5, dtype=torch.float64)
    expected = _cosines(source - source.mean(0), targets - targets.mean(0))
    shift = 50 * draw.normal(5, dtype=torch.float64)
    because = Text(
        en="adding one vector to all texts of one language should change nothing",
        fa="افزودن یک بردار به همهٔ متن‌های یک زبان نباید چیزی را عوض کند",
    )
    for left, right in ((source, targets), (source + shift, targets), (source, targets - shift)):
        kept = [student.kit.hold(vectors) for vectors in (left, right)]
        expect(student.aligned_cosine(*kept), "aligned_cosine(…)").is_tensor().has_shape(6, 9).is_close(
            expected, atol=1e-8, because=because
        )
        for vectors, given, name in zip((left, right), kept, ("source", "targets"), strict=True):
            expect(student.kit.value(given), f"{name} afterwards").is_bit_equal(
                vectors, because=Text(en="it was modified in place", fa="درجا تغییر کرده است")
            )


def _retrieved(student, scores: Tensor, *arguments) -> dict[str, float]:
    result = student.retrieval_accuracy(scores, *arguments)
    expect(result, "retrieval_accuracy(…)").is_dict(keys=["forward", "backward"])
    for key in ("forward", "backward"):
        expect(result[key], f"{key!r}").is_number()
    return result


def _expect_shares(student, scores: Tensor, right: Tensor, because: Text, *arguments) -> None:
    """The share of right ones among the best of each row and of each column, counted one by one."""
    result = _retrieved(student, scores, *arguments)
    for key, table, truth in (("forward", scores, right), ("backward", scores.T, right.T)):
        shares = []
        for row, good in zip(table.tolist(), truth.tolist(), strict=True):
            best = [place for place, score in enumerate(row) if score >= max(row) - 1e-6]
            shares.append(sum(good[place] for place in best) / len(best))
        expect(result[key], f"{key!r}").is_close(sum(shares) / len(shares), atol=1e-6, because=because)


def _separate_scores(draw, n: int) -> Tensor:
    """n × n scores of which no two are nearer than 1e-3."""
    values = torch.tensor(draw.rng.sample(range(n * n), k=n * n), dtype=torch.float64) / 100
    return values.reshape(n, n) + torch.eye(n, dtype=torch.float64) * draw.rng.uniform(0.2, 0.4)


@points(2)
@title(en="Rows search columns, columns search rows", fa="سطرها در ستون‌ها می‌جویند و ستون‌ها در سطرها")
@hint(
    en="Forward takes the best of each row, backward the best of each column; the right one has the same number.",
    fa="رفت، بهترینِ هر سطر را می‌گیرد و برگشت، بهترینِ هر ستون را؛ پاسخ درست همان شماره را دارد.",
)
def test_retrieval_in_both_directions(student, draw):
    """Scores without ties of which the two directions differ (a drawn set in which they agree is passed over)."""
    because = Text(
        en="forward compares within a row, backward within a column",
        fa="رفت در یک سطر مقایسه می‌کند و برگشت در یک ستون",
    )
    done = 0
    while done < 4:
        n = draw.rng.randint(4, 7)
        scores = _separate_scores(draw, n)
        own = scores.diagonal()
        if (own == scores.max(1).values).sum() == (own == scores.max(0).values).sum():
            continue
        _expect_shares(student, scores, torch.eye(n, dtype=torch.bool), because)
        done += 1


@points(2)
@depends("test_retrieval_in_both_directions")
@title(en="A tie is shared, not won", fa="تساوی تقسیم می‌شود، برده نمی‌شود")
@hint(
    en="scores >= row maximum − TIE marks the tied ones; divide the right ones among them by their number.",
    fa="scores >= بیشینهٔ سطر − TIE هم‌رتبه‌ها را نشان می‌دهد؛ درست‌هایشان را بر شمارشان تقسیم کنید.",
)
def test_ties_are_shared(student, draw):
    """All scores alike, ties of two and three, ties up to rounding (1e-8); differences of 1e-3 are none."""
    n = 6
    because = Text(
        en="a candidate that ties with others for the first place counts as its share of them",
        fa="نامزدی که با دیگران در جای اول برابر است به اندازهٔ سهمش از آن‌ها حساب می‌شود",
    )
    eye = torch.eye(n, dtype=torch.bool)
    _expect_shares(student, torch.full((n, n), draw.rng.random()), eye, because)
    # Spread by 1e-3 at least, so that only the planted ties are ties.
    scores = _separate_scores(draw, n)
    scores.fill_diagonal_(1.0)
    rows = draw.rng.sample(range(n), k=3)
    top = scores.max() + 1
    for row, others in zip(rows, (1, 2, 2), strict=True):
        scores[row, row] = top + row
        for column in draw.rng.sample([place for place in range(n) if place != row], k=others):
            scores[row, column] = top + row + draw.rng.choice([-1e-8, 0.0, 1e-8])
    _expect_shares(student, scores, eye, because)
    near = torch.full((n, n), 0.5, dtype=torch.float64) - 1e-3 * torch.eye(n, dtype=torch.float64)
    near[0, 0] = 0.6
    _expect_shares(student, near, eye, because)


@points(2)
@depends("test_retrieval_in_both_directions")
@title(en="A text that occurs twice has two right translations", fa="متنی که دو بار آمده دو ترجمهٔ درست دارد")
@hint(
    en="right[i, j] if pair i and pair j agree in the first text or in the second.",
    fa="right[i, j] اگر جفت i و جفت j در متن اول یا در متن دوم یکی باشند.",
)
def test_repeated_texts_are_right(student, draw):
    """English sides repeated, Persian sides repeated, both, and pairs that only look alike crosswise; exact to 1e-6."""
    n = 8
    sources, targets = draw_texts(draw, ENGLISH, n), draw_texts(draw, PERSIAN, n)
    a, b, c, d, e, f = draw.rng.sample(range(n), k=6)
    sources[b] = sources[a]
    targets[d] = targets[c]
    sources[f], targets[f] = sources[e], targets[e]
    # Not a repetition: one pair's English is the other's Persian.
    targets[a] = sources[c]
    pairs = list(zip(sources, targets, strict=True))
    right = torch.tensor([[left[0] == other[0] or left[1] == other[1] for other in pairs] for left in pairs])
    because = Text(
        en="pairs that agree in English or in Persian are translations of each other",
        fa="جفت‌هایی که انگلیسی یا فارسی‌شان یکی است ترجمهٔ یکدیگرند",
    )
    for _ in range(3):
        scores = _separate_scores(draw, n)
        for one, other in ((a, b), (b, a), (c, d), (d, c), (e, f), (f, e), (a, c), (c, a)):
            if draw.rng.random() < 0.6:
                scores[one, other] += 2
        _expect_shares(student, scores, right, because, pairs)
    _expect_shares(student, scores, torch.eye(n, dtype=torch.bool), because)


@points(1)
@depends(
    "test_vectors_do_not_depend_on_batch_mates",
    "test_modes_of_embedding",
    "test_a_shift_of_a_language_changes_nothing",
    "test_ties_are_shared",
)
@title(en="The checkpoint finds translations, noise does not", fa="مدل آماده ترجمه‌ها را پیدا می‌کند و نوفه نه")
@hint(
    en="embed both sides, aligned_cosine, retrieval_accuracy; if each passes alone, look at max_length=128.",
    fa="هر دو سو را embed کنید، سپس aligned_cosine و retrieval_accuracy؛ اگر هر یک جدا قبول است max_length=128 را ببینید.",
)
@limits(seconds=30.0)
def test_the_checkpoint_finds_translations(student, draw):
    """Vectors of 32 fresh pairs as the course computes them (float32, within 1e-3), and what follows from them; with
    weights drowned in noise at most 0.3 (chance is 1/32; more by luck would be 10 hits: p < 1e-7).
    """
    rows = draw.labelled_rows("quran-bible-mizan", PAIRS)
    tokenizer = student.kit.load_tokenizer("mini-xlmr")
    model = student.kit.load_text_encoder("mini-xlmr")
    vectors = []
    for side in ("source", "targets"):
        texts = [row[side] for row in rows]
        expected = student.kit.mean_states(model, tokenizer, texts)
        vectors.append(student.embed(model, tokenizer, texts))
        expect(vectors[-1], f"embed(…) of the {side}").is_tensor().is_close(
            expected,
            atol=1e-3,
            because=Text(
                en="with a real tokenizer the mean over a text's own tokens, 128 at most, is another",
                fa="با توکن‌ساز واقعی، میانگین توکن‌های خود متن (حداکثر 128) چیز دیگری است",
            ),
        )
    english, persian = (side.double() - side.double().mean(0) for side in vectors)
    cosines = _cosines(english, persian)
    best = (cosines.argmax(1) == torch.arange(PAIRS)).double().mean().item()
    found = _retrieved(student, student.aligned_cosine(*vectors))
    expect(found["forward"], "the share of translations found").is_close(best, atol=2 / PAIRS)
    student.kit.perturb(model, draw.seed(), 1.0)
    vectors = [student.embed(model, tokenizer, [row[side] for row in rows]) for side in ("source", "targets")]
    noise = _retrieved(student, student.aligned_cosine(*vectors))
    expect(noise["forward"], "the share that a model of noise finds").at_most(0.3)
