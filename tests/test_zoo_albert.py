"""mini-albert: shared layers, the two-segment format, offsets, and that its files stay small."""

import unicodedata

import pytest
import torch
from transformers import AutoModel, AutoModelForQuestionAnswering, AutoTokenizer

from course.kit.data import read_rows
from course.kit.paths import zoo_folder
from course.zoo.recipes import mini_albert
from course.zoo.recipes.batching import IGNORED
from course.zoo.recipes.pretraining import Run

FOLDER = zoo_folder() / "mini-albert"


@pytest.fixture(scope="module")
def tokenizer():
    return AutoTokenizer.from_pretrained(FOLDER)


@pytest.fixture(scope="module")
def model():
    return AutoModel.from_pretrained(FOLDER).eval()


def test_one_layer_is_used_six_times(model):
    assert model.config.num_hidden_layers == 6
    assert model.config.num_hidden_groups == model.config.inner_group_num == 1
    used = []
    layer = model.encoder.albert_layer_groups[0].albert_layers[0]
    layer.register_forward_hook(lambda *_: used.append(1))
    with torch.inference_mode():
        model(torch.tensor([[2, 10, 3]]))
    assert len(used) == 6
    assert (
        len(model.encoder.albert_layer_groups) == len(model.encoder.albert_layer_groups[0].albert_layers) == 1
    )


def test_embeddings_are_factorised_and_the_whole_is_small(model):
    assert model.config.embedding_size < model.config.hidden_size
    assert sum(weight.numel() for weight in model.parameters()) < 1_000_000
    assert {weight.dtype for weight in model.parameters()} == {torch.float32}
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 4_000_000


def test_it_loads_for_question_answering_with_a_new_head_alone():
    _, report = AutoModelForQuestionAnswering.from_pretrained(FOLDER, output_loading_info=True)
    assert set(report["missing_keys"]) == {"qa_outputs.weight", "qa_outputs.bias"}


def test_a_pair_is_two_segments_with_token_types(tokenizer):
    encoded = tokenizer("کی؟", "دیروز.")
    tokens = tokenizer.convert_ids_to_tokens(encoded["input_ids"])
    assert (tokens[0], tokens[-1], tokens.count("[SEP]")) == ("[CLS]", "[SEP]", 2)
    second = tokens.index("[SEP]") + 1
    assert encoded["token_type_ids"] == [0] * second + [1] * (len(tokens) - second)


def test_offsets_lead_every_answer_of_the_sample_back_to_its_text(tokenizer):
    rows = [row for row in read_rows("pquad", "test") if row["answers"]["text"]]
    encoded = tokenizer([row["context"] for row in rows], return_offsets_mapping=True)
    exact = 0
    for index, row in enumerate(rows):
        text, start = row["answers"]["text"][0], row["answers"]["answer_start"][0]
        first = encoded.char_to_token(index, start)
        last = encoded.char_to_token(index, start + len(text) - 1)
        offsets = encoded["offset_mapping"][index]
        found = row["context"][offsets[first][0] : offsets[last][1]]
        assert text in found
        exact += found == text
    # The rest are answers that begin or end inside a token.
    assert exact / len(rows) > 0.9


def test_the_only_normalisation_is_nfc(tokenizer):
    composed = "آیین‌نامهٔ مسئولان"
    decomposed = unicodedata.normalize("NFD", composed)
    assert decomposed != composed
    assert tokenizer(composed)["input_ids"] == tokenizer(decomposed)["input_ids"]
    assert tokenizer("می‌رود")["input_ids"] != tokenizer("میرود")["input_ids"]
    assert tokenizer.decode(tokenizer(composed)["input_ids"], skip_special_tokens=True) == composed


def test_no_offset_contains_a_blank(tokenizer):
    text = "شهر  کوچک\nدر کنار رود «نیلگون» ساخته شد؛ سال ۱۳۵۲."
    for first, last in tokenizer(text, return_offsets_mapping=True)["offset_mapping"]:
        assert not any(letter.isspace() for letter in text[first:last])


def test_most_contexts_fit_and_some_need_a_second_window(tokenizer, model):
    assert model.config.max_position_embeddings == tokenizer.model_max_length == 192
    rows = read_rows("pquad", "train")
    lengths = [len(ids) for ids in tokenizer([row["context"] for row in rows])["input_ids"]]
    assert max(lengths) <= 190
    assert sum(length > 96 for length in lengths) > 10


@pytest.fixture(scope="module")
def corpus(tokenizer, tmp_path_factory):
    run = Run(tmp_path_factory.mktemp("run"))
    return mini_albert.Corpus(run, tokenizer, ["کوه بلند است و رود آرام می‌گذرد. " * 80])


def test_a_batch_of_pretraining_depends_on_its_step_alone(corpus):
    for step in (3, mini_albert.WIKI_EVERY - 1):
        first = corpus.batch(mini_albert.SHORT, step)
        corpus.batch(mini_albert.SHORT, 40)
        again = corpus.batch(mini_albert.SHORT, step)
        assert first.keys() == again.keys()
        assert all(torch.equal(first[name], again[name]) for name in first)


def test_the_marked_span_is_the_value_that_the_restated_fact_lacks(corpus, tokenizer):
    batch = corpus.batch(mini_albert.WHOLE, 0)
    told = batch["start"] > 0
    assert 0.5 < told.float().mean() < 1.0
    assert (batch["hole"].sum(dim=1) == 1).all()
    assert not batch["token_type_ids"][batch["hole"]].any()
    for row in told.nonzero().flatten():
        start, end = int(batch["start"][row]), int(batch["end"][row])
        assert start <= end
        assert batch["token_type_ids"][row, start : end + 1].all()
        assert (batch["words"][row, start : end + 1] == IGNORED).all()
        assert tokenizer.mask_token_id not in batch["input_ids"][row, start : end + 1]


def test_shared_words_are_those_of_the_other_segment(corpus, tokenizer):
    batch = corpus.batch(mini_albert.WHOLE, 1)
    # Masked words count as what they were.
    ids = batch["input_ids"].where(batch["words"] == IGNORED, batch["words"])
    for row, types, real, shared in zip(
        ids, batch["token_type_ids"], batch["real"], batch["shared"], strict=True
    ):
        segments = [set(row[real & (types == segment)].tolist()) for segment in (0, 1)]
        for token, segment, flag in zip(
            row[real].tolist(), types[real].tolist(), shared[real].tolist(), strict=True
        ):
            assert flag == (token in segments[1 - segment])


def test_halves_of_text_are_swapped_about_half_of_the_time(corpus):
    step = mini_albert.WIKI_EVERY - 1
    orders = torch.cat(
        [corpus.batch(mini_albert.SHORT, step + mini_albert.WIKI_EVERY * n)["order"] for n in range(20)]
    )
    # 480 coin flips: outside this band in fewer than one of 10,000 draws.
    assert 0.41 < orders.float().mean() < 0.59
