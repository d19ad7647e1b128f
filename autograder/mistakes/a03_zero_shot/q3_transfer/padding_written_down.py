"""
en: Padding is written down with the text, so that the same text looks different in each batch.
fa: پدینگ هم با متن نوشته می‌شود و یک متن در هر دسته چیز دیگری به نظر می‌رسد.
check: test_the_watch_sees_every_text
"""


def watch_inputs(model):
    seen: list[list[int]] = []

    def write_down(module: nn.Module, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        for ids in keywords["input_ids"]:
            seen.append(ids.tolist())

    return seen, model.register_forward_pre_hook(write_down, with_kwargs=True)
