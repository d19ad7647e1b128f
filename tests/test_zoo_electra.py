"""mini-electra: plain loading, BERT's input format, and the detection of replaced words."""

from random import Random

import pytest
import torch

from course.recipes.quran_bible_mizan import draw_rows, grammar
from course.zoo import registry
from course.zoo.recipes import mini_electra
from course.zoo.recipes.pretraining import Run

FOLDER = registry.find("mini-electra").folder


@pytest.fixture(scope="module")
def tokenizer():
    from transformers import AutoTokenizer

    return AutoTokenizer.from_pretrained(FOLDER)


def test_the_files_are_the_published_ones_and_small():
    registry.verify("mini-electra")
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 4 * 2**20


@pytest.mark.parametrize(
    "kind", ["AutoModel", "AutoModelForSequenceClassification", "AutoModelForPreTraining"]
)
def test_it_loads_with_plain_from_pretrained(kind):
    import transformers

    model = getattr(transformers, kind).from_pretrained(FOLDER)
    assert model.config.model_type == "electra"
    assert {parameter.dtype for parameter in model.parameters()} == {torch.float32}
    assert sum(parameter.numel() for parameter in model.parameters()) <= 1_000_000


def test_text_is_lower_cased_and_a_pair_has_token_types(tokenizer):
    pair = tokenizer("Once More", "before dawn")
    assert tokenizer.convert_ids_to_tokens(pair["input_ids"]) == [
        *("[CLS]", "once", "more", "[SEP]", "before", "dawn", "[SEP]")
    ]
    assert pair["token_type_ids"] == [0, 0, 0, 0, 1, 1, 1]


def test_the_sample_has_no_unknown_pieces(tokenizer):
    texts = [row["source"] for row in draw_rows(seed=5, count=60)]
    assert not any(tokenizer.unk_token_id in ids for ids in tokenizer(texts)["input_ids"])


def test_it_detects_a_word_of_another_register(tokenizer):
    from transformers import AutoModelForPreTraining

    model = AutoModelForPreTraining.from_pretrained(FOLDER).eval()
    rng = Random(1)
    strange, others = [], []
    for _ in range(60):
        registers = rng.sample(grammar.REGISTERS, 2)
        passages = [grammar.passage_pair(grammar.draw_passage(rng, register, 2)).en for register in registers]
        ids, other = tokenizer(passages)["input_ids"]
        place = rng.randrange(1, len(ids) - 1)
        ids[place] = rng.choice([token for token in other[1:-1] if token not in ids])
        with torch.inference_mode():
            scores = model(torch.tensor([ids])).logits[0]
        strange.append(scores[place])
        others += [score for index, score in enumerate(scores[1:-1], 1) if index != place]
    # Chance is 0.5; the published weights reach 0.79 on these passages.
    assert (torch.stack(strange)[:, None] > torch.stack(others)).float().mean() > 0.7


def test_a_batch_depends_on_its_step_alone(tokenizer, tmp_path):
    first, second = (mini_electra.Corpus(tokenizer, Run(tmp_path)) for _ in range(2))
    first.texts(1)
    left, right = first.texts(2), second.texts(2)
    assert all(torch.equal(left[name], right[name]) for name in left)


def test_generator_and_discriminator_share_their_embeddings():
    pretrainer = mini_electra.Pretrainer(vocabulary=50)
    first, second = (model.electra.embeddings for model in (pretrainer.model, pretrainer.generator))
    assert first.word_embeddings.weight is second.word_embeddings.weight
    assert pretrainer.generator.generator_lm_head.weight is first.word_embeddings.weight
