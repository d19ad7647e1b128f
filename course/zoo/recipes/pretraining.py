"""The resumable training loop that the recipes of the mini checkpoints share."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

_SAVE_EVERY = 100
_CLIP = 1.0


@dataclass
class Run:
    """One build: where it keeps what lets it go on after it was killed, and what it has cost so far."""

    work: Path
    device: torch.device = field(default_factory=lambda: torch.device("cpu"))
    seed: int = 0
    cpu_seconds: float = 0.0

    def generator(self, stage: str, step: int) -> torch.Generator:
        """The randomness of one step, the same whether or not the run was interrupted before it."""
        return torch.Generator().manual_seed(hash_of(f"{self.seed} {stage} {step}"))


def hash_of(text: str) -> int:
    """A number of 63 bits that depends on the text alone (`hash` differs from process to process)."""
    import hashlib

    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >> 1


def train(
    run: Run,
    stage: str,
    module: nn.Module,
    draw: Callable[[int], Any],
    steps: int,
    peak: float,
    *,
    weight_decay: float = 0.01,
    warmup: int = 100,
    schedule: Callable[[float], float] = lambda done: min(1.0, 2 * (1 - done)),
) -> None:
    """Train `module` for `steps` steps of AdamW; goes on where a killed run of this stage stopped.

    Args:
        run: the build this stage belongs to; `run.work` holds `<stage>.pt`.
        stage: the stage's name, unique in the build.
        module: `module(batch)` returns named scalar losses whose sum is minimised; it holds all of the stage's state.
        draw: `draw(step)` returns the batch of a step (on the CPU; tensors of a dict are moved to `run.device`). It
            must depend on the step alone, see `Run.generator`.
        peak: the learning rate after `warmup` steps, before `schedule(done)` (`done` from 0 to 1) scales it: by
            default it is held for half of the steps and falls to zero.
    """
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    module.to(run.device)
    optimizer = torch.optim.AdamW(module.parameters(), lr=peak, weight_decay=weight_decay)
    path = run.work / f"{stage}.pt"
    first = _resume(run, path, module, optimizer)
    module.train()
    recent: dict[str, float] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.completed}/{task.total}"))
    with Progress(*columns, TimeRemainingColumn()) as progress:
        bar = progress.add_task(stage, total=steps, completed=first)
        started = time.process_time()
        for step in range(first, steps):
            torch.manual_seed(hash_of(f"{run.seed} {stage} dropout {step}"))
            rate = peak * min(1.0, (step + 1) / warmup) * schedule(step / steps)
            for group in optimizer.param_groups:
                group["lr"] = rate
            losses = module(_moved(draw(step), run.device))
            total = torch.stack(list(losses.values())).sum()
            optimizer.zero_grad(set_to_none=True)
            total.backward()
            nn.utils.clip_grad_norm_(module.parameters(), _CLIP)
            optimizer.step()
            for name, loss in losses.items():
                value = float(loss.detach())
                recent[name] = 0.98 * recent[name] + 0.02 * value if name in recent else value
            told = ", ".join(f"{name} {value:.3f}" for name, value in recent.items())
            progress.update(bar, advance=1, description=f"{stage}: {told}")
            if (step + 1) % _SAVE_EVERY == 0 or step + 1 == steps:
                run.cpu_seconds += time.process_time() - started
                started = time.process_time()
                _save(run, path, module, optimizer, step + 1)
                if not progress.console.is_terminal:
                    print(f"{stage} {step + 1}/{steps}: {told}", flush=True)
    module.eval()


def _resume(run: Run, path: Path, module: nn.Module, optimizer: torch.optim.Optimizer) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, map_location=run.device, weights_only=True)
    module.load_state_dict(state["module"])
    optimizer.load_state_dict(state["optimizer"])
    run.cpu_seconds = state["cpu_seconds"]
    return state["step"]


def _save(run: Run, path: Path, module: nn.Module, optimizer: torch.optim.Optimizer, step: int) -> None:
    run.work.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    state = {"module": module.state_dict(), "optimizer": optimizer.state_dict(), "step": step}
    torch.save({**state, "cpu_seconds": run.cpu_seconds}, partial)
    partial.replace(path)


def _moved(batch: Any, device: torch.device) -> Any:
    if isinstance(batch, Tensor):
        return batch.to(device)
    if isinstance(batch, dict):
        return {name: _moved(value, device) for name, value in batch.items()}
    return batch
