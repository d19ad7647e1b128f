"""Question 4: the class and distillation tokens of DeiT, their two heads, and positions at another picture size."""

import copy

import torch
from jaxtyping import Float, Int
from torch import Tensor
from torch.nn import Parameter
from torch.nn.functional import cross_entropy, interpolate, linear
from transformers import DeiTForImageClassification


def add_tokens(
    patches: Float[Tensor, "batch patches dim"],
    cls_token: Float[Tensor, "1 1 dim"],
    distillation_token: Float[Tensor, "1 1 dim"],
    positions: Float[Tensor, "1 patches+2 dim"],
) -> Float[Tensor, "batch patches+2 dim"]:
    """Put the two tokens before the patches of each picture, then add a position to every row.

    Args:
        patches: the embedded patches of B pictures, row by row from the top left, N of them each.
        cls_token: the vector that the class head reads at the end; the same for every picture.
        distillation_token: the vector that the distillation head reads; the same for every picture.
        positions: one vector for each row of the result: row 0 for the class token, row 1 for the
            distillation token, rows 2 to N + 1 for the patches.

    Returns:
        B sequences of N + 2 vectors in the order class token, distillation token, patches, each with its
        position added.

    Raises:
        ValueError: `positions` does not have exactly N + 2 rows (one row alone would silently be added to
            all).

    Source:
        Touvron et al., "Training data-efficient image transformers & distillation through attention" (2021),
        section 4 and figure 2.
    """
    # BEGIN SOLUTION
    if positions.shape[1] != patches.shape[1] + 2:
        raise ValueError(f"{patches.shape[1]} patches and two tokens, but {positions.shape[1]} positions")
    count = len(patches)
    tokens = [cls_token.expand(count, -1, -1), distillation_token.expand(count, -1, -1)]
    return torch.cat([*tokens, patches], dim=1) + positions
    # END SOLUTION


def interpolate_positions(
    positions: Float[Tensor, "1 prefix+h*w dim"],
    grid: tuple[int, int],
    new_grid: tuple[int, int],
    prefix: int = 2,
) -> Float[Tensor, "1 prefix+H*W dim"]:
    """Stretch position embeddings to a picture with another number of patches.

    The rows of the patches are a picture of h × w pixels with `dim` channels, patch (i, j) in row
    prefix + i·w + j. That picture is resized by bicubic interpolation, with corners not aligned
    (`align_corners=False`) and without antialiasing, and laid out in rows again.

    Args:
        positions: position embeddings, first those of the `prefix` special tokens, then those of the patches.
        grid: (h, w), rows and columns of patches that `positions` was made for.
        new_grid: (H, W), rows and columns of patches wanted; it may be larger or smaller, square or not.
        prefix: how many special tokens there are: 2 in DeiT, 1 in ViT; 0 is allowed.

    Returns:
        The new embeddings, in the dtype of `positions`. The special tokens' rows are copied unchanged. When
        the grid does not change, neither does anything else.

    Raises:
        ValueError: `positions` does not have exactly prefix + h·w rows.

    Source:
        Dosovitskiy et al., "An Image is Worth 16x16 Words" (2021), section 3.2; Touvron et al. (2021),
        section 3, on fine-tuning at a higher resolution; `interpolate_pos_encoding` of transformers.
    """
    # BEGIN SOLUTION
    height, width = grid
    if positions.shape[1] != prefix + height * width:
        raise ValueError(
            f"{prefix} tokens and {height} x {width} patches, but {positions.shape[1]} positions"
        )
    special, patches = positions[:, :prefix], positions[:, prefix:]
    if tuple(new_grid) == (height, width):
        return positions.clone()
    picture = patches.reshape(1, height, width, -1).permute(0, 3, 1, 2)  # (1, h·w, D) → (1, D, h, w)
    picture = interpolate(picture, size=tuple(new_grid), mode="bicubic", align_corners=False)
    return torch.cat([special, picture.flatten(2).transpose(1, 2)], dim=1)  # (1, D, H, W) → (1, H·W, D)
    # END SOLUTION


def resize_model(
    model: DeiTForImageClassification, image_size: int | tuple[int, int]
) -> DeiTForImageClassification:
    """Copy a classifier so that it reads pictures of another size.

    The copy needs no `interpolate_pos_encoding=True`: on pictures of the new size `copy(pixel_values)` gives
    the logits that `model(pixel_values, interpolate_pos_encoding=True)` gives.

    Args:
        model: a DeiT classifier for square pictures; it is not changed, nor does it share weights with the
            copy.
        image_size: the new size in pixels, one number for square pictures or (height, width).

    Returns:
        A model of the same class, in the same mode, with the same weights but for the position embeddings,
        which are interpolated. Its `config.image_size` is `image_size`, so that it can be saved with
        `save_pretrained` and loaded with `from_pretrained` as it is.

    Raises:
        ValueError: a side of the picture is not a positive multiple of the patch size
            (`model.config.patch_size`, one number).
    """
    # BEGIN SOLUTION
    height, width = (image_size, image_size) if isinstance(image_size, int) else image_size
    patch, old_size = int(model.config.patch_size), int(model.config.image_size)  # type: ignore[arg-type]
    if min(height, width) < 1 or height % patch or width % patch:
        raise ValueError(f"{height} x {width} pixels cannot be cut into patches of {patch} x {patch}")
    resized = copy.deepcopy(model)
    resized.config.image_size = image_size
    embeddings = resized.deit.embeddings
    side = old_size // patch
    new_grid = (height // patch, width // patch)
    with torch.no_grad():
        positions = interpolate_positions(embeddings.position_embeddings, (side, side), new_grid)
    embeddings.position_embeddings = Parameter(positions)
    # The embeddings compare each picture's size with theirs.
    embeddings.image_size = embeddings.patch_embeddings.image_size = (height, width)
    embeddings.patch_embeddings.num_patches = new_grid[0] * new_grid[1]
    return resized
    # END SOLUTION


def average_heads(
    hidden: Float[Tensor, "batch length dim"],
    cls_weight: Float[Tensor, "classes dim"],
    cls_bias: Float[Tensor, " classes"],
    distillation_weight: Float[Tensor, "classes dim"],
    distillation_bias: Float[Tensor, " classes"],
) -> Float[Tensor, "batch classes"]:
    """Compute DeiT's prediction at test time: the mean of what its two heads say.

    The class head, a linear layer, reads the final state of token 0; the distillation head, another one, that
    of token 1. The logits of the two are averaged, as the authors' code, timm and transformers'
    DeiTForImageClassificationWithTeacher do (the paper speaks of adding the two softmax outputs).

    Args:
        hidden: the encoder's output after the last layer norm.
        cls_weight, cls_bias: the class head, as in `torch.nn.Linear`.
        distillation_weight, distillation_bias: the distillation head.

    Returns:
        The mean logits of each picture.

    Source:
        Touvron et al. (2021), section 4, "Classification with our approach: joint classifiers".
    """
    # BEGIN SOLUTION
    cls_logits = linear(hidden[:, 0], cls_weight, cls_bias)
    distillation_logits = linear(hidden[:, 1], distillation_weight, distillation_bias)
    return (cls_logits + distillation_logits) / 2
    # END SOLUTION


def distillation_loss(
    cls_logits: Float[Tensor, "batch classes"],
    distillation_logits: Float[Tensor, "batch classes"],
    labels: Int[Tensor, " batch"],
    teacher_logits: Float[Tensor, "batch classes"],
) -> Float[Tensor, ""]:
    """Compute the loss of hard distillation: the labels teach one head, the teacher's decisions the other.

        1/2 · CE(cls_logits, labels) + 1/2 · CE(distillation_logits, y_t)

    where y_t is the class with the teacher's largest logit and CE the cross-entropy of the softmax, averaged
    over the batch. There is no temperature.

    Args:
        cls_logits: what the class head says; gradients flow into it.
        distillation_logits: what the distillation head says; gradients flow into it.
        labels: the true class of each picture.
        teacher_logits: what the teacher says of the same pictures; it gets no gradient.

    Returns:
        The loss, a tensor without dimensions.

    Source:
        Touvron et al. (2021), equation 3.
    """
    # BEGIN SOLUTION
    decisions = teacher_logits.detach().argmax(dim=-1)
    return (cross_entropy(cls_logits, labels) + cross_entropy(distillation_logits, decisions)) / 2
    # END SOLUTION
