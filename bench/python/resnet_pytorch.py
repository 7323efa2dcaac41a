"""The residual network of `assignment2/src/resnet.rs` in PyTorch, eager: one training step."""

import images
import torch
from torch import nn

STEM = 64
STAGES = ((128, True), (256, False), (512, True))


def layer(channels, width):
    """A 3x3 convolution without a bias, batch normalisation, ReLU."""
    convolution = nn.Conv2d(channels, width, 3, padding=1, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(width), nn.ReLU())


class Block(nn.Module):
    """Two layers, and the way around them."""

    def __init__(self, channels):
        super().__init__()
        self.layers = nn.Sequential(layer(channels, channels), layer(channels, channels))

    def forward(self, maps):
        return maps + self.layers(maps)


class LargestOfMaps(nn.Module):
    """`[batch, channels, height, width]` to `[batch, channels]`."""

    def forward(self, maps):
        return maps.flatten(2).max(2).values


def network(classes):
    """A layer, three stages of which two end in a block, the largest number of each map, a classifier."""
    layers, channels = [layer(3, STEM)], STEM
    for width, ends_in_block in STAGES:
        layers += [layer(channels, width), nn.MaxPool2d(2)]
        if ends_in_block:
            layers.append(Block(width))
        channels = width
    return nn.Sequential(*layers, LargestOfMaps(), nn.Linear(channels, classes))


if __name__ == "__main__":
    torch.manual_seed(42)
    data = images.like_emoji()
    images.measure_training(network(len(data[1].unique())), data)
