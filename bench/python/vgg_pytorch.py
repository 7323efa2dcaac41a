"""The reduced VGG of `assignment2/src/vgg.rs` in PyTorch, eager: one training step."""

import images
import torch
from torch import nn

STAGES = ((64,), (128,), (256, 256), (512, 512), (512, 512))


def network(classes):
    """Eight 3x3 convolutions with batch normalisation and ReLU, 3x3 max pooling behind each stage."""
    layers, channels = [], 3
    for stage in STAGES:
        for width in stage:
            layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU()]
            channels = width
        layers.append(nn.MaxPool2d(3, stride=2, padding=1))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(channels, classes))


if __name__ == "__main__":
    torch.manual_seed(42)
    data = images.like_emoji()
    images.measure_training(network(len(data[1].unique())), data)
