"""
en: Only forward passes in training mode are written down; a choice by Persian validation would go unseen.
fa: فقط گذرهای حالت آموزش نوشته می‌شود؛ انتخاب با اعتبارسنجی فارسی دیده نمی‌شود.
check: test_the_watch_sees_every_text
"""


def watch_inputs(model):
    seen: list[list[int]] = []

    def write_down(module: nn.Module, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        if not module.training:
            return
        for ids, mask in zip(keywords["input_ids"], keywords["attention_mask"], strict=True):
            seen.append(ids[mask.bool()].tolist())

    return seen, model.register_forward_pre_hook(write_down, with_kwargs=True)
