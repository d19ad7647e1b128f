"""
en: The handle that is returned belongs to another hook, and the watch cannot be taken off.
fa: handle برگشتی مال هوک دیگری است و دیده‌بان برداشته نمی‌شود.
check: test_the_watch_sees_every_text
"""


def watch_inputs(model):
    seen: list[list[int]] = []

    def write_down(module: nn.Module, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        for ids, mask in zip(keywords["input_ids"], keywords["attention_mask"], strict=True):
            seen.append(ids[mask.bool()].tolist())

    model.register_forward_pre_hook(write_down, with_kwargs=True)
    return seen, model.register_forward_pre_hook(lambda module, arguments: None)
