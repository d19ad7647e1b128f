"""Four groups written out, some of them perhaps empty, and the library's own schedule."""

from torch import nn
from transformers import get_linear_schedule_with_warmup


def parameter_groups(model, encoder_lr=2e-5, classifier_lr=1e-4, weight_decay=0.01):
    free = {id(p) for m in model.modules() if isinstance(m, nn.LayerNorm) for p in m.parameters()}
    free |= {id(p) for name, p in model.named_parameters() if name.endswith(".bias")}
    groups = []
    for part, lr in ((model.base_model, encoder_lr), (model.classifier, classifier_lr)):
        trainable = [p for p in part.parameters() if p.requires_grad]
        groups.append(
            {"params": [p for p in trainable if id(p) not in free], "lr": lr, "weight_decay": weight_decay}
        )
        groups.append({"params": [p for p in trainable if id(p) in free], "lr": lr, "weight_decay": 0})
    return groups


def linear_schedule(optimizer, warmup_steps, total_steps):
    if warmup_steps < 0 or warmup_steps > total_steps:
        raise ValueError("the warm-up has to fit into the run")
    return get_linear_schedule_with_warmup(optimizer, warmup_steps, total_steps)
