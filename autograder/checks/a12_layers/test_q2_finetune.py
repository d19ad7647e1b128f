"""Checks of question 2: encoding, batching, the training loop, prediction and scores."""

import torch
from torch.nn import functional

from autograder.authoring import Text, convergence, depends, expect, hint, points, title
from autograder.authoring.evaluation import expect_evaluation, expect_mode_kept
from autograder.authoring.randomness import expect_order_of_generator
from autograder.checks.a12_layers.oracles import (
    HEAD_SIZE,
    VOCABULARY,
    expect_weights_close,
    logits,
    sgd,
    small_classifier,
)
from course.kit.data import label_ids
from course.kit.training import FINETUNE

LR = 0.05
UNCLIPPED = 1e9


@points(2)
@title(
    en="A pair becomes [CLS] premise [SEP] hypothesis [SEP]",
    fa="هر جفت به شکل [CLS] premise [SEP] hypothesis [SEP] درمی‌آید",
)
@hint(
    en="Both lists in one call of the tokenizer, "
    'return_token_type_ids=True, and padding="longest", not "max_length".',
    fa="هر دو فهرست در یک فراخوانیِ توکن‌ساز، با "
    'return_token_type_ids=True و padding="longest" به جای "max_length".',
)
def test_pairs_are_encoded_for_bert(student, draw):
    """Ids, token types and mask equal those put together from single sentences; exact."""
    rows = draw.rows(3)
    tokenizer = student.kit.load_tokenizer()
    premises, hypotheses = ([row[key] for row in rows] for key in ("premise", "hypothesis"))
    first, second = student.kit.tokenize(tokenizer, premises), student.kit.tokenize(tokenizer, hypotheses)
    special = student.kit.special_tokens(tokenizer)
    ids = [
        [special["cls"], *left, special["sep"], *right, special["sep"]]
        for left, right in zip(first, second, strict=True)
    ]
    longest = max(map(len, ids))
    encoded = student.encode_pairs(tokenizer, premises, hypotheses, longest + 20)
    expected = {
        "input_ids": [row + [special["pad"]] * (longest - len(row)) for row in ids],
        "attention_mask": [[1] * len(row) + [0] * (longest - len(row)) for row in ids],
        "token_type_ids": [
            [0] * (len(left) + 2) + [1] * (len(right) + 1) + [0] * (longest - len(left) - len(right) - 3)
            for left, right in zip(first, second, strict=True)
        ],
    }
    expect(encoded, "encode_pairs(…)").is_dict(keys=list(expected))
    padding = Text(
        en="the tensors are padded to the longest pair among these, no further",
        fa="تنسورها فقط تا طول بلندترین جفت پر می‌شوند، نه بیشتر",
    )
    pair = Text(
        en="premise first, hypothesis second, in one sequence with token types 0 and 1",
        fa="اول premise و بعد hypothesis، در یک دنباله و با نوع توکن 0 و 1",
    )
    for key, values in expected.items():
        expect(encoded[key], f"encode_pairs(…)[{key!r}]").is_tensor().has_shape(
            len(rows), longest, because=padding
        ).has_dtype(torch.long).is_bit_equal(torch.tensor(values), because=pair)


@points(2)
@depends("test_pairs_are_encoded_for_bert")
@title(
    en="A pair that is too long loses tokens of its longer sentence",
    fa="از جفتِ بیش از حد بلند، جملهٔ بلندتر کوتاه می‌شود",
)
@hint(en='truncation="longest_first", with max_length.', fa='truncation="longest_first" همراه با max_length.')
def test_the_longer_sentence_is_cut_first(student, draw):
    """Each kept part is a prefix and the lengths are balanced (a tie may go either way, hence ±1);
    otherwise exact.
    """
    tokenizer = student.kit.load_tokenizer()
    short = draw.rows(1)[0]["hypothesis"]
    long = " ".join(row["premise"] for row in draw.rows(6))
    brief = student.kit.tokenize(tokenizer, [short])[0][:1000]
    room = 2 * len(brief) + 2
    because = Text(
        en="tokens go one by one from whichever sentence is longer; a short one is kept whole",
        fa="توکن‌ها یکی‌یکی از جمله‌ای که در آن لحظه بلندتر است کم می‌شوند؛ جملهٔ کوتاه کامل می‌ماند",
    )
    for premise, hypothesis in ((long, short), (short, long), (long, long)):
        whole = student.kit.tokenize(tokenizer, [premise, hypothesis])
        encoded = student.encode_pairs(tokenizer, [premise], [hypothesis], room + 3)
        expect(encoded, "encode_pairs(…)").is_dict(keys=["input_ids", "attention_mask", "token_type_ids"])
        ids, types = encoded["input_ids"], encoded["token_type_ids"]
        for key in ("input_ids", "token_type_ids"):
            expect(encoded[key], f"{key} of a truncated pair").is_tensor().has_shape(1, room + 3).has_dtype(
                torch.long
            )
        kept = [ids[0, 1:-1][types[0, 1:-1] == 0][:-1].tolist(), ids[0, 1:-1][types[0, 1:-1] == 1].tolist()]
        for part, sentence, name in zip(kept, whole, ("premise", "hypothesis"), strict=True):
            expect(part, f"the tokens kept of the {name}").equals(sentence[: len(part)], because=because)
            if sentence == brief:
                expect(len(part), f"the number of tokens kept of the short {name}").equals(
                    len(brief), because=because
                )
        if premise == hypothesis:
            expect(
                abs(len(kept[0]) - len(kept[1])), "the difference in length of the two long sentences"
            ).at_most(1, because=because)


def _numbered_examples(draw, count: int) -> tuple[dict[str, torch.Tensor], torch.Tensor]:
    """Examples that tell their own number: every tensor of row i starts with it, and so does the label's
    remainder.
    """
    numbers = torch.arange(count)
    encoded = {
        key: torch.cat([numbers[:, None], draw.integers(0, 9, (count, 4))], dim=1)
        for key in ("input_ids", "attention_mask", "token_type_ids")
    }
    return encoded, numbers * 7 + 3


def _expect_batches(batches, count: int, batch_size: int) -> list[int]:
    """Expects batches of numbered examples in the right sizes and returns the numbers in their order."""
    expect(batches, "make_batches(…)").is_list(
        length=-(-count // batch_size),
        because=Text(en="the last, smaller batch is kept", fa="دستهٔ آخر، هرچند کوچک‌تر، نگه داشته می‌شود"),
    )
    order: list[int] = []
    for index, batch in enumerate(batches):
        size = min(batch_size, count - index * batch_size)
        expect(batch, f"batch {index}").is_dict(
            keys=["input_ids", "attention_mask", "token_type_ids", "labels"]
        )
        expect(batch["labels"], f"labels of batch {index}").is_tensor().has_shape(size).has_dtype(torch.long)
        for key in ("input_ids", "attention_mask", "token_type_ids"):
            expect(batch[key], f"{key} of batch {index}").is_tensor().has_shape(size, 5).has_dtype(torch.long)
        order += batch["input_ids"][:, 0].tolist()
    return order


@points(3)
@title(en="Each example once, with its own label", fa="هر نمونه یک بار و با برچسب خودش")
@hint(
    en="Draw one permutation and index every tensor and the labels with the same piece of it.",
    fa="یک جایگشت بسازید و همهٔ تنسورها و برچسب‌ها را با همان تکه از آن اندیس بزنید.",
)
def test_each_example_comes_once_with_its_label(student, draw):
    """23 numbered examples in batches of 4: each number once, each row's tensors and label of one
    example; exact.
    """
    encoded, labels = _numbered_examples(draw, 23)
    batches = student.make_batches(encoded, labels, 4, student.kit.generator(draw.seed()))
    order = _expect_batches(batches, 23, 4)
    expect(sorted(order), "the numbers of the examples in all batches, sorted").equals(
        list(range(23)),
        because=Text(
            en="an example is missing or comes twice: permute, do not draw with replacement",
            fa="نمونه‌ای جا افتاده یا دو بار آمده است: جایگشت بگیرید، نه نمونه‌گیری با جایگذاری",
        ),
    )
    for index, batch in enumerate(batches):
        chosen = batch["input_ids"][:, 0]
        expect(batch["labels"], f"labels of batch {index}").is_bit_equal(
            labels[chosen],
            because=Text(
                en="the labels are not shuffled together with the inputs",
                fa="برچسب‌ها همراه ورودی‌ها بُر نخورده‌اند",
            ),
        )
        for key, values in encoded.items():
            expect(batch[key], f"{key} of batch {index}").is_bit_equal(values[chosen])


@points(1)
@depends("test_each_example_comes_once_with_its_label")
@title(en="The generator decides the order", fa="ترتیب را فقط generator تعیین می‌کند")
@hint(
    en="torch.randperm(n, generator=generator); without a generator the examples stay in order.",
    fa="torch.randperm(n, generator=generator)؛ بدون generator نمونه‌ها به ترتیب می‌مانند.",
)
def test_the_generator_decides_the_order(student, draw):
    """Same seed, same order; another seed another, as is a second call (each equal by chance: 1/23! <
    1e-22); None in order.
    """
    encoded, labels = _numbered_examples(draw, 23)
    seed = draw.seed()

    def order(source) -> list[int]:
        return _expect_batches(student.make_batches(encoded, labels, 4, source), 23, 4)

    expect_order_of_generator(student, seed, 23, order)


def _labelled_batches(draw, lengths: list[int]) -> list[dict[str, torch.Tensor]]:
    batches = []
    for length in lengths:
        batch = draw.token_batch(batch=4, length=length, vocab_size=VOCABULARY)
        batches.append({**batch, "labels": draw.integers(0, 3, (4,))})
    return batches


def _expect_training(
    student, draw, batches, because: Text, *, max_norm: float = UNCLIPPED, gamma: float | None = None
) -> None:
    """Trains by the student's loop and by plain gradient descent in float64, and expects the same weights."""
    model = small_classifier(student, draw, num_hidden_layers=2)
    before = student.kit.state_dict(model)
    optimizer = student.kit.make_sgd(model, LR)
    rates = [LR * (gamma or 1.0) ** step for step in range(len(batches))]
    after, losses, _ = sgd(before, batches, HEAD_SIZE, rates, max_norm)
    scheduler = None if gamma is None else student.kit.make_scheduler(optimizer, gamma)
    returned = student.train_epoch(model, batches, optimizer, scheduler, max_norm)
    expect(returned, "train_epoch(…)").is_list(length=len(batches))
    for step, (loss, expected) in enumerate(zip(returned, losses, strict=True)):
        expect(loss, f"the loss of step {step}").is_number().is_close(expected, atol=1e-3, because=because)
    expect_weights_close(
        student.kit.state_dict(model), after, "the trained model", atol=1e-3, because=because
    )


@points(3)
@title(en="Each step starts from gradients of zero", fa="هر گام با گرادیان صفر آغاز می‌شود")
@hint(
    en="zero_grad, forward, backward, step: all four, once for "
    "each batch, on the loss that the model returns.",
    fa="zero_grad، گذر جلو، backward و step: هر چهار تا، برای "
    "هر دسته یک بار، روی همان loss که مدل برمی‌گرداند.",
)
def test_steps_equal_plain_gradient_descent(student, draw):
    """Losses and weights after four steps of SGD, the first batch twice, as in float64; float32 strays by
    ~1e-5 here.
    """
    batches = _labelled_batches(draw, [7, 5, 6])
    because = Text(
        en="a step is not one plain gradient step on its own batch "
        "(are gradients zeroed, is the loss the model's own?)",
        fa="گام‌ها برابر یک گام سادهٔ گرادیان روی دستهٔ خودشان "
        "نیستند (گرادیان‌ها صفر می‌شوند؟ loss همان loss مدل است؟)",
    )
    _expect_training(student, draw, [batches[0], *batches], because)


@points(1)
@depends("test_steps_equal_plain_gradient_descent")
@title(en="The norm of all gradients together is clipped", fa="نُرمِ همهٔ گرادیان‌ها با هم محدود می‌شود")
@hint(
    en="torch.nn.utils.clip_grad_norm_ between backward and step, with the max_norm that was passed in.",
    fa="torch.nn.utils.clip_grad_norm_ میان backward و step، با همان max_norm که داده شده است.",
)
def test_gradients_are_clipped_together(student, draw):
    """As above with a max_norm of 0.5, below the norms of this model (about 5 to 30): an unclipped step
    strays far.
    """
    because = Text(
        en="the gradients are clipped not at all, too late, one by one, or to another norm than max_norm",
        fa="گرادیان‌ها محدود نشده‌اند، یا دیر، یا یکی‌یکی، یا با نُرمی غیر از max_norm",
    )
    _expect_training(student, draw, _labelled_batches(draw, [7, 5, 6]), because, max_norm=0.5)


@points(1)
@depends("test_steps_equal_plain_gradient_descent")
@title(en="The scheduler advances after each step", fa="زمان‌بند پس از هر گام یک بار جلو می‌رود")
@hint(
    en="scheduler.step() after optimizer.step(), for each batch.",
    fa="scheduler.step() پس از optimizer.step()، برای هر دسته.",
)
def test_the_scheduler_advances_with_each_step(student, draw):
    """As above with a rate that halves after every step; a rate that lags one step behind is off by a
    factor of two.
    """
    because = Text(
        en="the learning rate does not change once after each step",
        fa="نرخ یادگیری پس از هر گام یک بار تغییر نمی‌کند",
    )
    _expect_training(student, draw, _labelled_batches(draw, [7, 5, 6]), because, gamma=0.5)


@points(2)
@title(
    en="Dropout and gradients in training only, the mode restored",
    fa="دراپ‌اوت و گرادیان فقط هنگام آموزش؛ حالت مدل برمی‌گردد",
)
@hint(
    en="model.train() before the loop; in predict model.eval() "
    "and torch.no_grad(), then back to the mode before.",
    fa="model.train() پیش از حلقه؛ در predict ابتدا "
    "model.eval() و torch.no_grad() و در پایان همان حالت قبلی.",
)
def test_modes_in_training_and_prediction(student, draw):
    """A course-owned recorder notes the mode and whether gradients are on at every forward pass; exact."""
    model = small_classifier(student, draw, num_hidden_layers=1)
    batches = _labelled_batches(draw, [5, 6])
    for training in (False, True):
        student.kit.set_mode(model, training)
        student.kit.record_forwards(model)
        student.predict(model, batches)
        expect_evaluation(student.kit.recorded_forwards(model), "predict")
        expect_mode_kept(student, model, training, "predict")
    student.kit.set_mode(model, False)
    student.kit.record_forwards(model)
    student.train_epoch(model, batches, student.kit.make_sgd(model, LR))
    seen = student.kit.recorded_forwards(model)
    expect(len(seen), "the number of forward passes of train_epoch on two batches").at_least(2)
    expect([entry["training"] for entry in seen], "training mode in train_epoch").equals(
        [True] * len(seen),
        because=Text(
            en="the model came in evaluation mode and nobody called model.train()",
            fa="مدل در حالت ارزیابی داده شد و کسی model.train() را صدا نزد",
        ),
    )


@points(1)
@title(en="Padding and batch-mates do not move a prediction", fa="پدینگ و هم‌دسته‌ها پیش‌بینی را جابه‌جا نمی‌کنند")
@hint(
    en="Pass the attention mask and the token types to the model, and join the batches in their order.",
    fa="attention_mask و token_type_ids را هم به مدل بدهید و دسته‌ها را به ترتیب به هم بچسبانید.",
)
def test_padding_does_not_move_a_prediction(student, draw):
    """Logits of three unequal batches, with more padding and one by one, as in float64 (float32 strays by
    ~1e-6 here).
    """
    model = small_classifier(student, draw, num_hidden_layers=2)
    state = student.kit.state_dict(model)
    batches = _labelled_batches(draw, [9, 4, 6])
    expected = torch.cat([logits(state, batch, HEAD_SIZE) for batch in batches])
    inputs = [{key: values for key, values in batch.items() if key != "labels"} for batch in batches]
    wider = [{key: functional.pad(values, (0, 5)) for key, values in batch.items()} for batch in inputs]
    single = [
        {key: values[row : row + 1] for key, values in batch.items()} for batch in inputs for row in range(4)
    ]
    for given, name in ((batches, "three batches"), (wider, "wider batches"), (single, "batches of one")):
        expect(student.predict(model, given), f"predict on {name}").is_tensor().has_shape(12, 3).is_close(
            expected,
            atol=1e-3,
            because=Text(
                en="padding is attended to, the token types are "
                "lost, or the order is not that of the batches",
                fa="مدل به پدینگ هم توجه می‌کند، یا نوع توکن‌ها گم شده، یا ترتیب همان ترتیب دسته‌ها نیست",
            ),
        )


@points(1)
@title(en="Accuracy and macro F1", fa="دقت و F1 ماکرو")
@hint(
    en="F1 of each class that occurs among labels or predictions, then their plain mean.",
    fa="F1 هر رده‌ای که میان برچسب‌ها یا پیش‌بینی‌ها هست، و سپس میانگین سادهٔ آن‌ها.",
)
def test_scores_of_unbalanced_classes(student, draw):
    """Counts by hand in the grader, classes of 14, 5 and 1 examples, and a class that does not occur;
    within 1e-6.
    """
    for labels in (torch.tensor([0] * 14 + [1] * 5 + [2]), torch.tensor([0] * 7 + [1] * 5)):
        scores = draw.normal(len(labels), 3) + 1.5 * functional.one_hot(labels, 3)
        if labels.max() < 2:
            scores[:, 2] = -10.0
        guesses = scores.argmax(dim=1)
        f1 = []
        for label in sorted({*labels.tolist(), *guesses.tolist()}):
            hits = int(((guesses == label) & (labels == label)).sum())
            f1.append(2 * hits / int((guesses == label).sum() + (labels == label).sum()))
        result = student.evaluate(scores, labels)
        expect(result, "evaluate(…)").is_dict(keys=["accuracy", "macro_f1"])
        expect(result["accuracy"], "accuracy").is_number().is_close(
            (guesses == labels).double().mean().item(), atol=1e-6
        )
        expect(result["macro_f1"], "macro_f1").is_number().is_close(
            sum(f1) / len(f1),
            atol=1e-6,
            because=Text(
                en="macro F1 is the plain mean over the classes that occur, whatever their size",
                fa="F1 ماکرو میانگین سادهٔ رده‌هایی است که پیدا می‌شوند، بزرگ یا کوچک",
            ),
        )


@points(3)
@depends("test_pairs_are_encoded_for_bert", "test_each_example_comes_once_with_its_label")
@title(en="Your own loop teaches the model entailment", fa="حلقهٔ شما استنتاج را به مدل یاد می‌دهد")
@hint(
    en="If all other checks pass, look for what only shows in a long run.",
    fa="اگر همهٔ آزمون‌های دیگر قبول شده‌اند، دنبال چیزی بگردید که فقط در اجرای بلند پیدا می‌شود.",
)
@convergence(metric="skill", chunks=4)
def test_the_loop_learns_entailment(student, draw, attempt):
    """Treatment "all": the student's encoding, batches, loop and prediction; accuracy on hidden pairs.
    Threshold calibrated.
    """
    hidden = draw.hidden_pairs(premises=100)
    rows = student.kit.train_rows()
    tokenizer = student.kit.load_tokenizer()
    model = student.kit.load_classifier(seed=attempt.seed)
    optimizer = student.kit.make_adamw(model, FINETUNE.lr, FINETUNE.weight_decay)
    generator = student.kit.generator(attempt.seed)
    labels = torch.tensor(label_ids(rows))
    encoded = student.encode_pairs(
        tokenizer, [row["premise"] for row in rows], [row["hypothesis"] for row in rows]
    )
    unseen = student.encode_pairs(tokenizer, hidden.premises, hidden.hypotheses)
    questions = student.kit.keep.on_device(
        student.make_batches(unseen, torch.zeros(len(hidden.premises), dtype=torch.long), 64, None)
    )
    waiting: list = []
    for _ in attempt:
        while len(waiting) < FINETUNE.steps // 4:
            batches = student.make_batches(encoded, labels, FINETUNE.batch_size, generator)
            expect(batches, "make_batches(…)").is_list(length=-(-len(rows) // FINETUNE.batch_size))
            waiting += batches
        now, waiting = waiting[: FINETUNE.steps // 4], waiting[FINETUNE.steps // 4 :]
        student.train_epoch(model, student.kit.keep.on_device(now), optimizer)
        answers = student.predict(model, questions)
        expect(answers, "predict(…)").is_tensor().has_shape(len(hidden.premises), 3).is_finite()
        attempt.score(hidden.skill(answers))
