"""The LeNet of `assignment2/src/lenet.rs` on MNIST in PyTorch, eager: one training step."""

import images
import torch
from torch import nn

DROPOUT = 0.4


def network():
    """Two 5x5 convolutions with ReLU and 2x2 max pooling, and a classifier with dropout."""
    return nn.Sequential(
        nn.Conv2d(1, 32, 5, padding=2),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 5, padding=2),
        nn.ReLU(),
        nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(64 * 7 * 7, 128),
        nn.ReLU(),
        nn.Dropout(DROPOUT),
        nn.Linear(128, 10),
    )


if __name__ == "__main__":
    torch.manual_seed(42)
    images.measure_training(network(), images.mnist())
