"""Question 2: a picture as a sequence of patches, and the convolution that their linear map is."""

from jaxtyping import Float
from torch import Tensor


def patchify(images: Float[Tensor, "B C H W"], size: int) -> Float[Tensor, "B N C*size*size"]:
    """Cut pictures into square patches, row by row.

    Patch number r · (W / size) + c covers the rows r · size … and the columns c · size … of the picture: from left to
    right, then from top to bottom, as we read. Within a patch the values come by channel, then row, then column, the
    order in which a convolution's kernel (C, size, size) is flattened.

    Args:
        images: any number of channels; height and width need not be equal.
        size: height and width of a patch.

    Returns:
        (B, N, C · size · size) with N = (H / size) · (W / size), dtype and device of the images; gradients flow back
        to the images.

    Raises:
        ValueError: H or W is no multiple of `size`.

    Source:
        Dosovitskiy et al., "An Image is Worth 16x16 Words" (2021), section 3.1.

    Example:
        >>> patchify(torch.arange(8.0).view(1, 1, 2, 4), 2)
        tensor([[[0., 1., 4., 5.],
                 [2., 3., 6., 7.]]])
    """
    raise NotImplementedError("q2_patches.patchify")


def unpatchify(
    patches: Float[Tensor, "B N values"], size: int, channels: int, height: int, width: int
) -> Float[Tensor, "B channels height width"]:
    """Put patches together to pictures: the exact inverse of `patchify`.

    Args:
        patches: (B, N, channels · size · size) in the order of `patchify`.
        size: height and width of a patch.
        channels, height, width: of the pictures. They have to be told: N alone does not say whether 6 patches are 2
            rows of 3 or 3 rows of 2.

    Returns:
        (B, channels, height, width) such that `unpatchify(patchify(images, p), p, C, H, W)` is `images`, bit for bit;
        gradients flow back to the patches.

    Raises:
        ValueError: height or width is no multiple of `size`, or the patches are not as many, or not as long, as
            these numbers ask for.
    """
    raise NotImplementedError("q2_patches.unpatchify")


def embed_patches(
    images: Float[Tensor, "B C H W"], weight: Float[Tensor, "D C p p"], bias: Float[Tensor, " D"]
) -> Float[Tensor, "B N D"]:
    """Embed each patch of p by p by a linear map, the same for all.

    The map's matrix is the kernel of a convolution, one row for each output; what comes out is what the convolution
    with stride p computes, which is how transformers and timm implement the patch embedding of DeiT. Here it is to be
    computed from the patches, without any convolution.

    Args:
        images: pictures whose height and width are multiples of p.
        weight: the kernel of such a convolution; its last two sizes are p.
        bias: one number for each output.

    Returns:
        (B, N, D) of the images' dtype, patches in the order of `patchify`; gradients flow back to images, weight and
        bias. In float64 it agrees with `torch.nn.functional.conv2d(images, weight, bias, stride=p)` to 1e-10.

    Raises:
        ValueError: the height or the width of the images is no multiple of p.

    Source:
        Dosovitskiy et al. (2021), equation 1.
    """
    raise NotImplementedError("q2_patches.embed_patches")
