"""
en: The text is taken to begin at position 0; padding on the left is not thought of.
fa: متن را از جایگاه 0 می‌گیرد و به پدینگ سمت چپ فکر نشده است.
check: test_the_watch_sees_every_text
"""


def watch_inputs(model):
    seen: list[list[int]] = []

    def write_down(module: nn.Module, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        for ids, mask in zip(keywords["input_ids"], keywords["attention_mask"], strict=True):
            seen.append(ids[: int(mask.sum())].tolist())

    return seen, model.register_forward_pre_hook(write_down, with_kwargs=True)
