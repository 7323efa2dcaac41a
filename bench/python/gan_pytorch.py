"""The fully connected pair of `assignment3/src/gan.rs` on MNIST in PyTorch, eager: one step of both networks."""

import adversarial
import torch
from torch import nn

PIXELS = 784
GENERATOR = (100, 128, 256, 512, 1024)
DISCRIMINATOR = (PIXELS, 512, 256)


def generator():
    """Affine layers, normalised from the second one on, with leaky ReLU, and tanh behind the last."""
    layers = []
    for number, (inputs, outputs) in enumerate(zip(GENERATOR, GENERATOR[1:])):
        layers.append(nn.Linear(inputs, outputs))
        if number > 0:
            layers.append(nn.BatchNorm1d(outputs))
        layers.append(nn.LeakyReLU(adversarial.SLOPE))
    return nn.Sequential(*layers, nn.Linear(GENERATOR[-1], PIXELS), nn.Tanh())


def discriminator():
    """Affine layers with leaky ReLU between them; logits come out."""
    layers = []
    for inputs, outputs in zip(DISCRIMINATOR, DISCRIMINATOR[1:]):
        layers += [nn.Linear(inputs, outputs), nn.LeakyReLU(adversarial.SLOPE)]
    return nn.Sequential(*layers, nn.Linear(DISCRIMINATOR[-1], 1))


if __name__ == "__main__":
    torch.manual_seed(42)
    adversarial.measure_pair(generator(), discriminator(), GENERATOR[0], (PIXELS,))
