"""The same autoencoder with the convolutions of `assignment3/src/conv_vae.rs` in PyTorch, eager: one training step."""

import torch
import variational
from torch import nn

IMAGE = (1, 28, 28)
MAPS = (16, 32)


def he(convolution):
    """The layer with He's first weights, which the other side has too, and biases of 0."""
    nn.init.kaiming_uniform_(convolution.weight, nonlinearity="relu")
    nn.init.zeros_(convolution.bias)
    return convolution


def network():
    """Two convolutions with stride 2 down, and up again two that double height and width before them."""
    channels, height, width = IMAGE
    first, second = MAPS
    small = (second, height // 4, width // 4)
    down = nn.Sequential(
        he(nn.Conv2d(channels, first, 4, stride=2, padding=1)),
        nn.ReLU(),
        he(nn.Conv2d(first, second, 4, stride=2, padding=1)),
        nn.ReLU(),
        nn.Flatten(),
    )
    up = nn.Sequential(
        nn.Unflatten(1, small),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        he(nn.Conv2d(second, first, 3, padding=1)),
        nn.ReLU(),
        nn.Upsample(scale_factor=2),
        he(nn.Conv2d(first, channels, 3, padding=1)),
    )
    return variational.Vae(small[0] * small[1] * small[2], down, up)


if __name__ == "__main__":
    torch.manual_seed(42)
    variational.measure_vae(network(), IMAGE)
