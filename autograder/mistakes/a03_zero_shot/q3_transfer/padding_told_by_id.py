"""
en: Padding is told by its id, which a text may hold itself.
fa: پدینگ از روی شناسه تشخیص داده می‌شود که شاید خود متن هم داشته باشد.
check: test_the_watch_sees_every_text
"""


def watch_inputs(model):
    seen: list[list[int]] = []

    def write_down(module: nn.Module, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        for ids in keywords["input_ids"]:
            seen.append([i for i in ids.tolist() if i != 1])

    return seen, model.register_forward_pre_hook(write_down, with_kwargs=True)
