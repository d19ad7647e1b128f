"""Checks of question 2: shares by class, people and recordings kept together, and the leak measured from the data."""

from collections import Counter
from typing import Any

from autograder.authoring import Text, depends, expect, hint, points, raises, title

EMOTIONS = ("neutral", "anger", "sadness", "happiness", "surprise", "fear")
SEEDED = Text(
    en="labels and seed alone decide: the order in which a set is walked through changes from process to process",
    fa="فقط برچسب‌ها و بذر تعیین‌کننده‌اند: ترتیب پیمودن set از پردازه‌ای به پردازهٔ دیگر عوض می‌شود",
)


def _labels(draw, counts: tuple[int, ...] = (231, 207, 72, 41, 19, 9)) -> list[str]:
    """Labels of unequal classes in random order, each class a little larger than `counts` says."""
    labels = [
        emotion
        for emotion, count in zip(EMOTIONS, counts, strict=False)
        for _ in range(count + draw.rng.randint(0, 3))
    ]
    draw.rng.shuffle(labels)
    return labels


def _speakers(draw, count: int) -> list[str]:
    """Who speaks in each recording: from 1 to 9 recordings a speaker, in random order."""
    names = [f"{draw.rng.choice('FM')}{number:03}" for number in range(count)]
    speakers = [name for name in names for _ in range(draw.rng.randint(1, 9))]
    draw.rng.shuffle(speakers)
    return speakers


def _expect_partition(splits: Any, parts: int, count: int, what: str) -> list[list[int]]:
    """Expects so many lists in which each index comes exactly once."""
    expect(splits, what).is_list(length=parts)
    for place, split in enumerate(splits):
        expect(split, f"list {place} of {what}").is_list()
        for index in split:
            expect(index, f"an index in list {place} of {what}").is_number()
    expect(sorted(index for split in splits for index in split), f"all indices of {what}, sorted").equals(
        list(range(count)),
        because=Text(en="each index is in exactly one list", fa="هر شماره درست در یک فهرست است"),
    )
    return [list(split) for split in splits]


@points(2)
@title(en="Each class is split in the given shares", fa="هر کلاس به نسبت‌های داده‌شده تقسیم می‌شود")
@hint(
    en="Shuffle and cut each class by itself, and round the places of the cuts; "
    "do not leave all remainders to the last split.",
    fa="هر کلاس را جداگانه بُر بزنید و ببُرید و جای برش‌ها را گرد کنید؛ همهٔ باقی‌مانده‌ها را به تقسیم آخر ندهید.",
)
def test_classes_are_split_in_shares(student, draw):
    """Lists of several data sets, seeds and shares: each index once, each class within one example of its share."""
    for counts, shares in (
        ((231, 207, 72, 41, 19, 9), (0.8, 0.1, 0.1)),
        ((17, 6, 3, 1), (0.8, 0.1, 0.1)),
        ((29, 19, 8), (0.5, 0.2, 0.2, 0.1)),
        ((33, 4), (0.25, 0.75)),
    ):
        labels = _labels(draw, counts)
        for seed in (draw.seed(), draw.seed()):
            arguments = (labels, seed) if shares == (0.8, 0.1, 0.1) else (labels, seed, shares)
            what = f"stratified_split(labels, seed, {shares})"
            splits = _expect_partition(student.stratified_split(*arguments), len(shares), len(labels), what)
            totals = Counter(labels)
            for place, (split, share) in enumerate(zip(splits, shares, strict=True)):
                found = Counter(labels[index] for index in split)
                for emotion, total in totals.items():
                    # Shares are no exact binary fractions: 1e-6 for their rounding.
                    expect(
                        abs(found[emotion] - share * total) <= 1 + 1e-6,
                        f"“{found[emotion]} of the {total} examples of {emotion!r} in list {place} are about "
                        f"{share:.0%} of them”",
                    ).is_true(
                        because=Text(
                            en="every class has its share in every split, within one example, the rare ones too",
                            fa="هر کلاس، کمیاب‌ها هم، در هر تقسیم سهم خود را دارد، با اختلاف حداکثر یک نمونه",
                        )
                    )


@points(1)
@depends("test_classes_are_split_in_shares")
@title(en="The seed decides, and nothing else", fa="بذر تعیین می‌کند و نه چیز دیگر")
@hint(
    en="random.Random(seed), and classes in sorted order or in the order of their first example: never `for c in set(labels)`.",
    fa="random.Random(seed)، و کلاس‌ها به ترتیب الفبا یا نخستین نمونه: هرگز `for c in set(labels)`.",
)
def test_the_seed_alone_decides(student, draw):
    """The same split twice, also with strings that hash in another order, and other splits with other seeds; exact."""
    labels, seed = _labels(draw, (60, 40, 30, 20, 12, 9)), draw.seed()
    first = student.stratified_split(labels, seed)
    for _ in range(3):
        salted = student.kit.salted_labels(labels, draw.seed())
        expect(student.stratified_split(salted, seed), "the split of the same labels and seed").equals(
            first, because=SEEDED
        )
    others = [student.stratified_split(labels, draw.seed()) for _ in range(3)]
    tests = {str(sorted(split[-1])) for split in [first, *others]}
    expect(len(tests), "the number of different test splits by four seeds").equals(
        4, because=Text(en="another seed draws other examples", fa="بذر دیگر نمونه‌های دیگری برمی‌دارد")
    )


@points(0.5)
@title(en="Shares that are none are refused", fa="سهم‌های نادرست پذیرفته نمی‌شوند")
@hint(
    en="Compare the sum with 1 by math.isclose, within 1e-9: 0.8 + 0.1 + 0.1 is not exactly 1 in floats.",
    fa="مجموع را با math.isclose و رواداری 1e-9 با 1 بسنجید: 0.8 + 0.1 + 0.1 در اعداد ممیز شناور دقیقاً 1 نیست.",
)
def test_impossible_shares_are_refused(student, draw):
    """ValueError from both functions for sums other than 1 and a negative share; ten tenths are accepted, and rounded thirds
    (Python 3.12 adds up ten tenths to exactly 1).
    """
    labels = _labels(draw, (30, 20))
    for function in (student.stratified_split, student.speaker_split):
        for shares in ((0.8, 0.1), (0.8, 0.2, 0.1), (1.2, -0.1, -0.1)):
            because = Text(en=f"{shares} are no shares", fa=f"{shares} سهم نیستند")
            with raises(ValueError, because=because):
                function(labels, 0, shares)
        for fine in ((0.1,) * 10, (0.7, 0.2, 0.1), (0.3333333333,) * 3):
            _expect_partition(function(labels, 0, fine), len(fine), len(labels), f"a split in {fine}")


@points(2)
@title(
    en="Nobody is heard in two splits, and the sizes are near",
    fa="هیچ‌کس در دو تقسیم شنیده نمی‌شود و اندازه‌ها نزدیک‌اند",
)
@hint(
    en="Random order of speakers; each goes, with all recordings, to the split that lacks most recordings.",
    fa="گوینده‌ها با ترتیب تصادفی؛ هر کدام با همهٔ ضبط‌هایش به تقسیمی می‌رود که بیشترین کمبود را دارد.",
)
def test_speakers_stay_together(student, draw):
    """Each speaker in one list, sizes off by less than the busiest speaker's recordings, by seed and by nothing else."""
    for count, shares in ((200, (0.8, 0.1, 0.1)), (23, (0.8, 0.1, 0.1)), (60, (0.4, 0.3, 0.3))):
        speakers = _speakers(draw, count)
        largest = max(Counter(speakers).values())
        for seed in (draw.seed(), draw.seed(), draw.seed()):
            what = f"speaker_split(speakers, seed, {shares})"
            splits = _expect_partition(
                student.speaker_split(speakers, seed, shares), len(shares), len(speakers), what
            )
            places = Counter(speaker for split in splits for speaker in {speakers[index] for index in split})
            expect(
                sorted(name for name, count in places.items() if count > 1), "the speakers in two lists"
            ).equals(
                [],
                because=Text(
                    en="a model would know the voice instead of the emotion",
                    fa="مدل به جای هیجان، صدای گوینده را می‌شناسد",
                ),
            )
            for place, (split, share) in enumerate(zip(splits, shares, strict=True)):
                expect(
                    abs(len(split) - share * len(speakers)) < largest + 1e-6,
                    f"“{len(split)} of {len(speakers)} recordings in list {place} are about {share:.0%} of them”",
                ).is_true(
                    because=Text(
                        en="the shares are those of the recordings, not of the speakers, who have unequally many",
                        fa="سهم‌ها از ضبط‌هاست، نه از گوینده‌ها که شمار ضبط‌هایشان یکسان نیست",
                    )
                )
    speakers, seed = _speakers(draw, 40), draw.seed()
    first = student.speaker_split(speakers, seed)
    salted = student.kit.salted_labels(speakers, draw.seed())
    expect(student.speaker_split(salted, seed), "the split of the same speakers and seed").equals(
        first, because=SEEDED
    )
    tests = {str(sorted(student.speaker_split(speakers, draw.seed())[-1])) for _ in range(4)}
    expect(len(tests) > 1, "“other seeds put other speakers into the test split”").is_true()


@points(1)
@title(en="Segments cover each recording once", fa="قطعه‌ها هر ضبط را درست یک بار می‌پوشانند")
@hint(
    en="range(0, length, size), the stop at min(start + size, length), size = round(seconds · rate).",
    fa="range(0, length, size)، پایان در min(start + size, length)، و size = round(seconds · rate).",
)
def test_segments_cover_each_recording_once(student, draw):
    """Starts and stops for random lengths, exact multiples, 0 and 1 samples and a size that must be rounded; exact."""
    # 0.29 · 100 is 28.999… in floats.
    for seconds, rate in ((5.0, 16_000), (0.29, 100), (draw.rng.randint(2, 9) / 2, 8_000)):
        size = round(seconds * rate)
        lengths = [draw.rng.randint(1, 4 * size) for _ in range(4)] + [0, 1, size, 2 * size, size + 1]
        draw.rng.shuffle(lengths)
        names = [f"M{number:02}N{draw.rng.randint(10, 99)}" for number in range(len(lengths))]
        expected = [
            {"recording": name, "start": start, "stop": min(start + size, length)}
            for name, length in zip(names, lengths, strict=True)
            for start in range(0, length, size)
        ]
        arguments = () if (seconds, rate) == (5.0, 16_000) else (seconds, rate)
        expect(
            student.segment(names, lengths, *arguments), f"segment(ids, lengths, {seconds}, {rate})"
        ).equals(
            expected,
            because=Text(
                en="no sample is lost, doubled or beyond the end; full segments but for the last; none is empty",
                fa="هیچ نمونه‌ای گم، تکراری یا بیرون از ضبط نیست؛ همه پُر جز آخری؛ هیچ‌کدام تهی نیست",
            ),
        )


@points(1)
@title(en="A segment goes where its recording goes", fa="قطعه به همان‌جا می‌رود که ضبطش می‌رود")
@hint(
    en="A dictionary from recording to split; look each segment up, and complain about what is missing or there twice.",
    fa="یک دیکشنری از ضبط به تقسیم؛ هر قطعه را در آن بجویید و از نبودن یا دو بار بودن ایراد بگیرید.",
)
def test_segments_follow_their_recording(student, draw):
    """Indices by recording for shuffled segments; ValueError for a recording in no split or in two; exact."""
    names = [f"F{number:02}A{draw.rng.randint(10, 99)}" for number in range(24)]
    segments = [
        {"recording": name, "start": 100 * part, "stop": 100 * part + 100}
        for name in names
        for part in range(draw.rng.randint(1, 5))
    ]
    draw.rng.shuffle(segments)
    draw.rng.shuffle(names)
    recordings = [names[:14], names[14:19], names[19:]]
    splits = student.split_segments(segments, recordings)
    expected = [
        [index for index, piece in enumerate(segments) if piece["recording"] in split] for split in recordings
    ]
    expect(splits, "split_segments(segments, recordings)").is_list(length=3)
    expect([list(split) for split in splits], "split_segments(segments, recordings)").equals(
        expected,
        because=Text(
            en="all segments of a recording are where the recording is, whatever their order",
            fa="همهٔ قطعه‌های یک ضبط همان‌جایند که خود ضبط است، ترتیبشان هر چه باشد",
        ),
    )
    lost = recordings[0][0]
    because = Text(en="a segment's recording is in no split", fa="ضبطِ یک قطعه در هیچ تقسیمی نیست")
    with raises(ValueError, mentions=lost, because=because, of="split_segments(…)"):
        student.split_segments(segments, [recordings[0][1:], *recordings[1:]])
    because = Text(en="a recording is in two splits", fa="یک ضبط در دو تقسیم است")
    with raises(ValueError, mentions=lost, because=because, of="split_segments(…)"):
        student.split_segments(segments, [recordings[0], [*recordings[1], lost], recordings[2]])


@points(0.5)
@title(en="What is in two splits is found", fa="آنچه در دو تقسیم است پیدا می‌شود")
@hint(
    en="Make a set of the groups of each split; compare every two splits.",
    fa="از گروه‌های هر تقسیم یک set بسازید؛ هر دو تقسیم را با هم بسنجید.",
)
def test_overlaps_are_found(student, draw):
    """Groups shared by the first and second, second and third or all splits, strings and ints, and a clean split; exact."""
    for as_text in (True, False):
        numbers = draw.rng.sample(range(100, 999), k=9)
        names = [f"M{number}" for number in numbers] if as_text else numbers
        members = [names[:3] + names[6:8], [*names[2:5], names[8]], [*names[5:8], names[3], names[8]]]
        groups, splits = [], []
        for split in members:
            splits.append([])
            for name in split * 2:
                splits[-1].append(len(groups))
                groups.append(name)
        # Examples that are in no split.
        groups += [names[0], names[1]]
        expect(student.overlap(groups, splits), "overlap(groups, splits)").equals(
            sorted([names[2], names[3], names[6], names[7], names[8]]),
            because=Text(
                en="any two splits may share a group; being twice in one split is no leak",
                fa="هر دو تقسیمی ممکن است گروه مشترک داشته باشند؛ دو بار بودن در یک تقسیم نشت نیست",
            ),
        )
        expect(student.overlap(groups, splits[:1]), "overlap with a single split").equals([])


def _rows_of(train, features) -> list[int]:
    """Which rows of `features` these are; −1 for what is none of them."""
    places = {tuple(row): index for index, row in enumerate(features.tolist())}
    return [places.get(tuple(row), -1) for row in train.tolist()]


@points(2)
@depends("test_classes_are_split_in_shares", "test_speakers_stay_together")
@title(
    en="The leak is measured by one classifier and two splits",
    fa="نشت با یک طبقه‌بند و دو تقسیم اندازه‌گیری می‌شود",
)
@hint(
    en="stratified_split(labels, seed, (0.8, 0.2)) against speaker_split(groups, seed, (0.8, 0.2)); all else is the same.",
    fa="stratified_split(labels, seed, (0.8, 0.2)) در برابر speaker_split(groups, seed, (0.8, 0.2))؛ بقیه یکی است.",
)
def test_the_leak_is_measured(student, draw):
    """From the rows that reached a recording 1-nearest-neighbour: partitions, groups, shares, labels; scores within 1e-9."""
    groups, labels, centres = [], [], draw.normal(40, 6)
    for number in range(40):
        label = draw.rng.randrange(3)
        for _ in range(draw.rng.randint(2, 6)):
            groups.append(f"M{number:02}")
            labels.append(label)
    order = draw.rng.sample(range(len(groups)), k=len(groups))
    groups, labels = [groups[index] for index in order], [labels[index] for index in order]
    features = centres[[int(group[1:]) for group in groups]] + 0.1 * draw.normal(len(groups), 6)
    targets = draw.integers(0, 1, (len(labels),)) + features.new_tensor(labels).long()
    classifier = student.kit.nearest_neighbour()
    result = student.leak_damage(features, targets, groups, draw.seed(), classifier)
    expect(result, "leak_damage(…)").is_dict(keys=["leaky", "honest", "difference"])
    calls = student.kit.recorded(classifier)
    expect(calls, "the calls of fit_predict").is_list(length=2)
    scores = {}
    for call in calls:
        train, test = _rows_of(call["train_x"], features), _rows_of(call["test_x"], features)
        expect(sorted(train + test), "the rows for training and testing, sorted").equals(
            list(range(len(groups))),
            because=Text(en="each row is used once", fa="هر سطر یک بار به کار می‌رود"),
        )
        expect(call["train_y"].tolist(), "the labels for training").equals(
            [labels[index] for index in train],
            because=Text(en="labels belong to their rows", fa="برچسب‌ها مال سطرهای خودشان‌اند"),
        )
        shared = {groups[index] for index in train} & {groups[index] for index in test}
        name = "leaky" if shared else "honest"
        accuracy = sum(
            int(guess) == labels[index] for guess, index in zip(call["predicted"].tolist(), test, strict=True)
        ) / len(test)
        scores[name] = accuracy
        if shared:
            for label in set(labels):
                total, found = labels.count(label), sum(labels[index] == label for index in test)
                off = abs(found - 0.2 * total) <= 1 + 1e-6
                expect(off, f"“class {label} has 20 % of its rows in the leaky test”").is_true()
        else:
            largest = max(Counter(groups).values())
            off = abs(len(test) - 0.2 * len(groups)) < largest + 1e-6
            expect(off, f"“the honest test has 20 % of the rows ({len(test)} of {len(groups)})”").is_true()
    expect(sorted(scores), "the kinds of splits that reached fit_predict").equals(
        ["honest", "leaky"],
        because=Text(
            en="one split is by rows, so that recordings are shared, the other by whole recordings",
            fa="یک تقسیم بر پایهٔ سطرهاست و ضبط مشترک دارد، دیگری بر پایهٔ ضبط‌های کامل",
        ),
    )
    scores["difference"] = scores["leaky"] - scores["honest"]
    for name, score in scores.items():
        expect(result[name], f"{name!r}").is_close(
            score,
            atol=1e-9,
            because=Text(
                en="accuracy is over the test rows of its own split; the difference is leaky minus honest",
                fa="درستی روی سطرهای آزمونِ تقسیم خودش است؛ difference یعنی leaky منهای honest",
            ),
        )
