"""
en: A fresh BertConfig is written, which loses the entries that nobody thought of.
fa: یک BertConfig تازه نوشته می‌شود و مقدارهایی که به یاد کسی نبوده از دست می‌رود.
check: test_the_configuration_says_n
"""

from transformers import BertConfig


def truncate(model, n):
    old = model.config
    if not 1 <= n <= old.num_hidden_layers:
        raise ValueError(f"{n} layers")
    config = BertConfig(
        vocab_size=old.vocab_size,
        hidden_size=old.hidden_size,
        num_hidden_layers=n,
        num_attention_heads=old.num_attention_heads,
        intermediate_size=old.intermediate_size,
        max_position_embeddings=old.max_position_embeddings,
        num_labels=old.num_labels,
    )
    shorter = type(model)(config)
    wanted = shorter.state_dict().keys()
    shorter.load_state_dict({k: v for k, v in model.state_dict().items() if k in wanted})
    return shorter.eval()
