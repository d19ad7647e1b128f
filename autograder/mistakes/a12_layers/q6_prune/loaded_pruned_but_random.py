"""
en: The loaded model is pruned by the record, but the saved weights are never read.
fa: مدلِ بارشده از روی یادداشت هرس می‌شود ولی وزن‌های ذخیره‌شده هرگز خوانده نمی‌شوند.
check: test_saved_and_loaded_it_is_the_same
"""

from transformers import BertConfig, BertForSequenceClassification


def load_pruned(folder):
    config = BertConfig.from_pretrained(folder)
    model = BertForSequenceClassification(config)
    prune_heads(model, {int(number): pruned for number, pruned in config.pruned_heads.items()})
    return model.eval()
