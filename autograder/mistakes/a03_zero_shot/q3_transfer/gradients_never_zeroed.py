"""
en: The gradients of all steps add up.
fa: گرادیان همهٔ گام‌ها روی هم جمع می‌شود.
check: test_steps_equal_adamw
"""

import copy
import math

import torch
from torch import nn
from torch.nn import functional


def train_on_source(
    model,
    tokenizer,
    train_rows,
    validation_rows,
    steps=220,
    batch_size=16,
    lr=0.0006,
    warmup=20,
    evaluate_every=55,
    seed=0,
):
    device = next(model.parameters()).device
    trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(trainable, lr=lr, weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(1.0, (step + 1) / max(1, warmup)) * (1 - step / steps)
    )
    encoded = encode(tokenizer, [row["source"] for row in train_rows])
    labels = [LABELS.index(row["category"]) for row in train_rows]
    unseen = [row["source"] for row in validation_rows]
    answers = torch.tensor([LABELS.index(row["category"]) for row in validation_rows])
    generator = torch.Generator().manual_seed(seed)
    losses: list[float] = []
    validation: list[tuple[int, float]] = []
    best_loss, best_step, best_state = math.inf, steps, None
    while len(losses) < steps:
        for batch in make_batches(encoded, labels, batch_size, tokenizer.pad_token_id, generator):
            model.train()
            loss = model(**{key: value.to(device) for key, value in batch.items()}).loss
            loss.backward()
            nn.utils.clip_grad_norm_(trainable, 1.0)
            optimizer.step()
            schedule.step()
            losses.append(loss.item())
            if len(losses) % evaluate_every == 0 or len(losses) == steps:
                measured = functional.cross_entropy(predict(model, tokenizer, unseen), answers).item()
                validation.append((len(losses), measured))
                if measured < best_loss:
                    best_loss, best_step = measured, len(losses)
                    best_state = copy.deepcopy(model.state_dict())
            if len(losses) == steps:
                break
    if best_state is not None:
        model.load_state_dict(best_state)
    return {"losses": losses, "validation": validation, "best_step": best_step}
