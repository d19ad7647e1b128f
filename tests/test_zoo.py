"""The mini checkpoints: published files, loading, tokenizer, and the course's training loop on them."""

import itertools
import json
import shutil
from typing import Any

import pytest
import torch

from course.kit.checkpoints import checkpoint_source, load_classifier, load_encoder, load_tokenizer
from course.kit.data import label_ids, read_rows
from course.kit.errors import MissingResource
from course.kit.metrics import accuracy, macro_f1
from course.kit.training import FINETUNE, TrainingRun, pair_batches, predict
from course.recipes.farstail import draw_rows
from course.zoo import registry
from course.zoo.recipes import mini_parsbert, pretraining, wordpiece


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer()


@pytest.fixture(scope="module")
def rows():
    return read_rows("farstail", "train")[:96]


def test_the_files_are_the_published_ones():
    registry.verify("mini-parsbert")
    assert int(registry.published("mini-parsbert")["model.safetensors"]["bytes"]) <= 4 * 2**20


def test_a_changed_file_is_refused(tmp_path, monkeypatch):
    shutil.copytree(registry.CHECKPOINTS["mini-parsbert"].folder, tmp_path / "mini-parsbert")
    monkeypatch.setattr(registry, "zoo_folder", lambda: tmp_path)
    registry.verify("mini-parsbert")
    (tmp_path / "mini-parsbert" / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(MissingResource, match=r"config\.json"):
        registry.verify("mini-parsbert")


def test_an_unknown_checkpoint_is_named_in_the_error():
    with pytest.raises(MissingResource, match="maxi-parsbert"):
        load_classifier("maxi-parsbert")


def test_the_gpu_profile_prefers_a_local_folder(tmp_path, monkeypatch):
    (tmp_path / "bert-base-parsbert-uncased").mkdir()
    monkeypatch.setenv("TAMRIN_CHECKPOINTS", str(tmp_path))
    assert checkpoint_source("mini-parsbert", "gpu") == str(tmp_path / "bert-base-parsbert-uncased")
    monkeypatch.delenv("TAMRIN_CHECKPOINTS")
    assert checkpoint_source("mini-parsbert", "gpu") == "HooshvareLab/bert-base-parsbert-uncased"


def test_plain_from_pretrained_gives_a_twelve_layer_bert(tokenizer):
    from transformers import AutoTokenizer, BertForSequenceClassification

    folder = registry.CHECKPOINTS["mini-parsbert"].folder
    loaded: Any = BertForSequenceClassification.from_pretrained(
        folder, num_labels=3, output_loading_info=True
    )
    model, info = loaded
    assert (model.config.num_hidden_layers, model.config.hidden_size, model.config.num_attention_heads) == (
        12,
        64,
        4,
    )
    assert set(info["missing_keys"]) == {"classifier.weight", "classifier.bias"}
    assert model.dtype == torch.float32
    plain = AutoTokenizer.from_pretrained(folder)
    assert plain("سلام دنیا")["input_ids"] == tokenizer("سلام دنیا")["input_ids"]


def test_the_head_depends_on_the_seed_alone():
    first, again, other = (load_classifier(seed=seed).classifier.weight for seed in (3, 3, 4))
    assert torch.equal(first, again)
    assert not torch.equal(first, other)


def test_the_encoder_is_the_classifiers(tokenizer):
    batch = tokenizer("هوا سرد بود.", return_tensors="pt")
    with torch.no_grad():
        alone = load_encoder().eval()(**batch).pooler_output
        inside = load_classifier().eval().bert(**batch).pooler_output
    assert torch.equal(alone, inside)


def test_the_tokenizer_keeps_persian_spelling(tokenizer):
    text = "کتاب‌های آبی را می‌خوانند و مسئله این‌جاست."
    tokens = tokenizer.convert_ids_to_tokens(tokenizer(text)["input_ids"])
    assert "[UNK]" not in tokens
    assert any("\u200c" in token for token in tokens)
    assert any("آ" in token for token in tokens)
    assert any("ئ" in token for token in tokens)
    assert tokenizer("آبی")["input_ids"] == tokenizer("ا\u0653بی")["input_ids"]


def test_the_tokenizer_marks_the_two_sentences(tokenizer):
    pair = tokenizer("هوا سرد بود.", "هوا گرم بود.")
    tokens = tokenizer.convert_ids_to_tokens(pair["input_ids"])
    assert tokens[0] == "[CLS]"
    assert tokens.count("[SEP]") == 2
    assert pair["token_type_ids"] == [0] * (tokens.index("[SEP]") + 1) + [1] * (
        len(tokens) - tokens.index("[SEP]") - 1
    )


def test_sample_texts_have_no_unknown_pieces(tokenizer):
    texts = [row[key] for row in draw_rows(5, 100) for key in ("premise", "hypothesis")]
    assert not any(tokenizer.unk_token_id in ids for ids in tokenizer(texts)["input_ids"])


def test_a_run_in_pieces_equals_one_long_run(tokenizer, rows):
    whole, pieces = load_classifier(seed=1), load_classifier(seed=1)
    TrainingRun(whole, pair_batches(tokenizer, rows, 5), seed=5).advance(4)
    torch.manual_seed(99)
    run = TrainingRun(pieces, pair_batches(tokenizer, rows, 5), seed=5)
    run.advance(1)
    torch.rand(7)
    run.advance(3)
    assert len(run.losses) == 4
    for name, value in whole.state_dict().items():
        assert torch.equal(value, pieces.state_dict()[name]), name


def test_a_run_leaves_the_global_random_state_alone(tokenizer, rows):
    torch.manual_seed(2)
    before = torch.get_rng_state()
    TrainingRun(load_classifier(), pair_batches(tokenizer, rows, 5), seed=5).advance(1)
    assert torch.equal(before, torch.get_rng_state())


def test_a_run_trains_only_what_requires_gradients(tokenizer, rows):
    model = load_classifier()
    model.bert.embeddings.requires_grad_(False)
    before = {name: value.clone() for name, value in model.state_dict().items()}
    TrainingRun(model, pair_batches(tokenizer, rows, 5), seed=5).advance(2)
    after = model.state_dict()
    assert all(torch.equal(before[name], after[name]) for name in before if ".embeddings." in name)
    assert not torch.equal(before["classifier.weight"], after["classifier.weight"])


def test_predictions_do_not_depend_on_the_batch_and_restore_the_mode(tokenizer, rows):
    model = load_classifier().train()
    premises, hypotheses = ([row[key] for row in rows[:20]] for key in ("premise", "hypothesis"))
    many = predict(model, tokenizer, premises, hypotheses)
    one = torch.cat([predict(model, tokenizer, [p], [h]) for p, h in zip(premises, hypotheses, strict=True)])
    assert model.training
    assert many.shape == (20, 3)
    assert torch.allclose(many, one, atol=1e-4)  # float32 sums in another order
    assert predict(model, tokenizer, [], []).shape == (0, 3)


def test_metrics_agree_with_scikit_learn():
    from sklearn.metrics import accuracy_score, f1_score

    generator = torch.Generator().manual_seed(0)
    logits = torch.randn(200, 3, generator=generator)
    labels = torch.randint(3, (200,), generator=generator)
    assert accuracy(logits, labels) == pytest.approx(accuracy_score(labels, logits.argmax(-1)))
    assert macro_f1(logits, labels) == pytest.approx(f1_score(labels, logits.argmax(-1), average="macro"))


def test_swapped_parts_are_flagged_and_of_their_kind():
    from random import Random

    from course.recipes.farstail import grammar

    rng = Random(0)
    for _ in range(200):
        situation = grammar.draw_situation(rng)
        parts = grammar.continuation(rng, situation)
        swapped, flags = mini_parsbert.swap_parts(rng, situation, parts)
        assert [part.kind for part in swapped] == [part.kind for part in parts]
        assert flags == [int(old.text != new.text) for old, new in zip(parts, swapped, strict=True)]


def test_growing_hardly_changes_what_the_model_computes(tokenizer):
    torch.manual_seed(0)
    shallow, deep = (
        mini_parsbert.BertForPreTraining(mini_parsbert.configuration(len(tokenizer), layers)).eval()
        for layers in (3, 12)
    )
    mini_parsbert.grow(shallow, deep)
    batch = tokenizer(["هوا سرد بود.", "مینا در باغ سیب چید."], return_tensors="pt", padding=True)
    with torch.no_grad():
        expected, grown = shallow.bert(**batch).last_hidden_state, deep.bert(**batch).last_hidden_state
    assert (grown - expected).abs().mean() < 0.1 * expected.abs().mean()


@pytest.fixture
def tiny_recipe(tmp_path, monkeypatch):
    """The recipe with three steps a stage and little text; gives the folder of the text."""
    for stage in ("WORD", "SHALLOW", "DEEP"):
        monkeypatch.setattr(mini_parsbert, f"{stage}_STEPS", 3)
    monkeypatch.setattr(mini_parsbert, "BATCH", 4)
    monkeypatch.setattr(wordpiece, "PAIRS", 200)
    monkeypatch.setattr(pretraining, "_SAVE_EVERY", 2)
    path = tmp_path / "text" / mini_parsbert.TEXT
    path.parent.mkdir(parents=True)
    path.write_text("کتاب‌های کتابخانه را هر روز به خانه می‌برند و شب‌ها می‌خوانند.\n" * 40, encoding="utf-8")
    return tmp_path / "text"


def test_a_killed_build_goes_on_where_it_stopped(tiny_recipe, tmp_path, monkeypatch):
    from safetensors.torch import load_file

    whole, pieces = tmp_path / "whole", tmp_path / "pieces"
    mini_parsbert.build(whole, pretraining.Run(tmp_path / "one"), tiny_recipe)
    # Training a tokenizer twice breaks ties differently.
    shutil.copytree(tmp_path / "one" / "tokenizer", tmp_path / "two" / "tokenizer")
    draw, calls = mini_parsbert.Corpus.swapped_pairs, itertools.count(1)

    def killed(*arguments):
        # The sixth is the last batch of the last stage, one step after its state was saved.
        if next(calls) == 6:
            raise KeyboardInterrupt
        return draw(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(mini_parsbert.Corpus, "swapped_pairs", killed)
        with pytest.raises(KeyboardInterrupt):
            mini_parsbert.build(pieces, pretraining.Run(tmp_path / "two"), tiny_recipe)
    assert not (pieces / "model.safetensors").exists()
    mini_parsbert.build(pieces, pretraining.Run(tmp_path / "two"), tiny_recipe)
    first, second = (load_file(folder / "model.safetensors") for folder in (whole, pieces))
    assert all(torch.equal(first[name], second[name]) for name in first)
    config = (pieces / "config.json").read_text(encoding="utf-8")
    assert '"num_hidden_layers": 12' in config
    assert set(json.loads((pieces / registry.HASHES).read_text(encoding="utf-8"))) == {
        path.name for path in pieces.iterdir() if path.name != registry.HASHES
    }


def test_a_build_without_the_running_text_says_so(tmp_path):
    with pytest.raises(MissingResource, match=r"fa_wiki\.train\.txt"):
        mini_parsbert.build(tmp_path / "out", pretraining.Run(tmp_path / "work"), None)


@pytest.mark.training
def test_fine_tuning_learns_what_random_weights_do_not(tokenizer):
    """Thresholds lie midway between the measured worst of five seeds and chance (see the card)."""
    from transformers import BertForSequenceClassification

    hidden = draw_rows(seed=99, premises=100)
    labels = torch.tensor(label_ids(hidden))
    train = read_rows("farstail", "train")
    pretrained = load_classifier(seed=0)
    torch.manual_seed(0)
    scores = []
    for model in (pretrained, BertForSequenceClassification(pretrained.config)):
        TrainingRun(model, pair_batches(tokenizer, train, 0), seed=0).advance(FINETUNE.steps)
        logits = predict(
            model, tokenizer, [row["premise"] for row in hidden], [row["hypothesis"] for row in hidden]
        )
        scores.append(accuracy(logits, labels))
    assert scores[0] > 0.58
    assert scores[1] < 0.45
