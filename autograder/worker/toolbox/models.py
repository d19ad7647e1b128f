"""Looking into models and moving their weights, whatever they read."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.optimizer import register_optimizer_step_pre_hook

from autograder.worker.toolbox.base import Base


class Models(Base):
    """State, flags, modes, and single steps of real optimisers."""

    def perturb(self, model: nn.Module, seed: int, scale: float) -> None:
        """Adds noise to every weight, so that no bias is 0, no norm is 1 and no two weights are alike."""
        noise = self.generator(seed)
        with torch.no_grad():
            for parameter in model.parameters():
                parameter.add_(scale * torch.randn(parameter.shape, generator=noise).to(parameter))

    def shuffle_registration(self, model: nn.Module, seed: int) -> None:
        """Puts the parameters in another order; names and outputs stay (a list of layers is run in its order)."""
        order = random.Random(seed)
        for module in model.modules():
            if not isinstance(module, nn.ModuleList | nn.Sequential):
                tables: list[dict[str, Any]] = [module._modules, module._parameters]
                for children in tables:
                    names = order.sample(list(children), k=len(children))
                    for name in names:
                        children[name] = children.pop(name)

    def forward(self, model: nn.Module, batch: dict[str, Tensor]) -> dict[str, Any]:
        """Logits and hidden states in evaluation mode, without gradients; the mode is put back."""
        was_training = model.training
        model.eval()
        with torch.no_grad():
            output = model(**self._moved(batch, model), output_hidden_states=True)
        model.train(was_training)
        return {"logits": output.logits, "hidden_states": list(output.hidden_states)}

    def state_dict(self, model: nn.Module) -> dict[str, Tensor]:
        return {name: tensor.detach().clone() for name, tensor in model.state_dict().items()}

    def config(self, model: Any) -> dict[str, Any]:
        """The plain entries of a model's configuration."""
        plain = (bool, int, float, str, list, type(None))
        return {key: value for key, value in model.config.to_dict().items() if isinstance(value, plain)}

    def requires_grad(self, model: nn.Module) -> dict[str, bool]:
        return {name: parameter.requires_grad for name, parameter in model.named_parameters()}

    def set_requires_grad(self, model: nn.Module, prefix: str, flag: bool) -> None:
        """Freezes or thaws the parameters whose names start with ``prefix``."""
        for name, parameter in model.named_parameters():
            if name.startswith(prefix):
                parameter.requires_grad = flag

    def record_forwards(self, model: nn.Module) -> None:
        """From now on notes mode and gradients at each forward pass of ``model``; forgets what was noted before."""
        if id(model) in self._recordings:
            self._recordings[id(model)][0].remove()
        seen: list[dict[str, bool]] = []

        def note(module: nn.Module, arguments: Any) -> None:
            seen.append({"training": module.training, "gradients": torch.is_grad_enabled()})

        self._recordings[id(model)] = (model.register_forward_pre_hook(note), seen)

    def recorded_forwards(self, model: nn.Module) -> list[dict[str, bool]]:
        return self._recordings[id(model)][1]

    def training_mode(self, model: nn.Module) -> bool:
        return model.training

    def set_mode(self, model: nn.Module, training: bool) -> None:
        model.train(training)

    def adamw_step(
        self, model: nn.Module, batch: dict[str, Tensor], lr: float = 1e-2, weight_decay: float = 0.1
    ) -> float:
        """One real AdamW step over every parameter that requires a gradient; returns the loss."""
        optimizer = self.make_adamw(model, lr, weight_decay)
        optimizer.zero_grad()
        loss = model(**self._moved(batch, model)).loss
        loss.backward()
        optimizer.step()
        return loss.item()

    def make_adamw(self, model: nn.Module, lr: float, weight_decay: float = 0.0) -> torch.optim.Optimizer:
        trainable = [parameter for parameter in model.parameters() if parameter.requires_grad]
        return torch.optim.AdamW(trainable, lr=lr, weight_decay=weight_decay)

    def make_sgd(self, model: nn.Module, lr: float) -> torch.optim.Optimizer:
        """Plain gradient descent: a step is exactly lr times the gradient, so a check can recompute it."""
        return torch.optim.SGD(
            [parameter for parameter in model.parameters() if parameter.requires_grad], lr=lr
        )

    def make_scheduler(self, optimizer: torch.optim.Optimizer, gamma: float) -> Any:
        """A schedule that multiplies the rate by ``gamma`` after each step."""
        return torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)

    def optimizer_groups(self, groups: Any, model: nn.Module) -> list[dict[str, Any]]:
        """An optimiser's parameter groups by name: ``[{"names": […], "lr": …, "weight_decay": …}]``."""
        names = {id(parameter): name for name, parameter in model.named_parameters()}
        groups = getattr(groups, "param_groups", groups)
        return [
            {
                "names": [names.get(id(parameter), "?") for parameter in group["params"]],
                "lr": group.get("lr"),
                "weight_decay": group.get("weight_decay"),
            }
            for group in groups
        ]

    def learning_rates(self, optimizer: torch.optim.Optimizer, scheduler: Any, steps: int) -> list[float]:
        """The first group's rate before each of ``steps`` steps."""
        rates = []
        for _ in range(steps):
            rates.append(float(optimizer.param_groups[0]["lr"]))
            optimizer.step()
            scheduler.step()
        return rates

    def record_steps(self) -> None:
        """From now on notes what every optimiser is about to do at each of its steps; forgets earlier notes."""
        self.recorded_steps()
        self._steps = []

        def note(optimizer: torch.optim.Optimizer, *_: Any) -> None:
            parameters = [parameter for group in optimizer.param_groups for parameter in group["params"]]
            gradients = [parameter.grad for parameter in parameters if parameter.grad is not None]
            self._steps.append(
                {
                    "optimizer": [cls.__name__ for cls in type(optimizer).__mro__],
                    "lr": sorted({float(group["lr"]) for group in optimizer.param_groups}),
                    "weight_decay": sorted(
                        {float(group.get("weight_decay", 0.0)) for group in optimizer.param_groups}
                    ),
                    "trainable": [parameter.requires_grad for parameter in parameters],
                    "norm": math.sqrt(sum(gradient.double().square().sum().item() for gradient in gradients)),
                }
            )

        self._step_hook = register_optimizer_step_pre_hook(note)

    def recorded_steps(self) -> list[dict[str, Any]]:
        """What was noted since ``record_steps``; no more is noted from now on."""
        if self._step_hook is not None:
            self._step_hook.remove()
            self._step_hook = None
        return self._steps

    def to_double(self, model: nn.Module) -> None:
        """Makes every weight a float64, in place, for comparisons to the last digits."""
        model.double()

    def load_all_weights(self, model: nn.Module, state: dict[str, Tensor]) -> None:
        """Loads a state dict that has to name exactly the weights of the model."""
        model.load_state_dict(state, strict=True)

    def configuration(self, model: Any) -> Any:
        """The configuration itself, as an object that stays in the worker."""
        return model.config

    def saved_and_loaded(self, model: Any) -> nn.Module:
        """The model that ``save_pretrained`` and ``from_pretrained`` make of a model."""
        folder = self.scratch_dir()
        model.save_pretrained(folder)
        return type(model).from_pretrained(folder)

    def leaf(self, value: Tensor) -> Tensor:
        """A copy that gathers gradients; to be kept in the worker."""
        return value.clone().requires_grad_()

    def leaf_gradients(self, loss: Tensor, leaves: list[Tensor]) -> list[Tensor | None]:
        """The gradients of a loss, None for each leaf that it does not depend on."""
        if not loss.requires_grad:
            return [None] * len(leaves)
        return list(torch.autograd.grad(loss, leaves, allow_unused=True))

    def random_state(self) -> Tensor:
        """The state of torch's global random numbers."""
        return torch.get_rng_state()

    def _reinitialised(self, model: Any, seed: int) -> nn.Module:
        return self._seeded(seed, lambda: type(model)(model.config))

    def _seeded(self, seed: int, build: Callable[[], Any]) -> Any:
        """What ``build`` makes under ``seed``; the worker's own random state stays as it was."""
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            return build()
