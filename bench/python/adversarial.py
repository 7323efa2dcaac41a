"""What the scripts with adversarial pairs share: DCGAN's networks, and the step that trains two networks at once."""

import images
import measure
import torch
from torch import nn
from torch.nn import functional

BETA_1 = 0.5
SLOPE = 0.2
SMALLEST = 7


def halvings(side):
    """How often the side of an image is halved: until it is small, or odd."""
    count = 0
    while side % 2 == 0 and side > SMALLEST:
        side, count = side // 2, count + 1
    return count


class DcGenerator(nn.Module):
    """The generator of `assignment3/src/dcgan.rs`: from noise to images `[batch, channels, side, side]`."""

    def __init__(self, latent, width, channels, side):
        super().__init__()
        count = halvings(side)
        widths = [width << layer for layer in reversed(range(count))]
        first = side >> count
        self.input = nn.Linear(latent, widths[0] * first * first)
        layers = [nn.Unflatten(1, (widths[0], first, first))]
        for inputs, outputs in zip(widths, [*widths[1:], channels]):
            layers += [
                nn.BatchNorm2d(inputs),
                nn.ReLU(),
                nn.ConvTranspose2d(inputs, outputs, 4, stride=2, padding=1, bias=inputs == width),
            ]
        self.layers = nn.Sequential(*layers, nn.Tanh())

    def forward(self, noise):
        return self.layers(self.input(noise))


def dc_discriminator(width, channels, side):
    """The discriminator of the same file, from images to logits `[batch, 1]`."""
    count = halvings(side)
    widths = [channels] + [width << layer for layer in range(count)]
    layers = []
    for number, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        layers.append(nn.Conv2d(inputs, outputs, 4, stride=2, padding=1))
        if number > 0:
            layers.append(nn.BatchNorm2d(outputs))
        layers.append(nn.LeakyReLU(SLOPE))
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(widths[-1] * (side >> count) ** 2, 1))


def measure_pair(generator, discriminator, latent, shape):
    """Times steps of both networks on MNIST, each by Adam, and prints the measurement.

    `shape` is how the networks see an image. The loss that has to fall is the discriminator's: the other one
    rises where it does.
    """
    arguments = measure.parse_arguments()
    pictures, _ = images.mnist()
    pictures = pictures.view(-1, *shape)
    of_generator = list(generator.parameters())
    adam = {"lr": arguments.learning_rate, "betas": (BETA_1, 0.999)}
    generator_optimizer = torch.optim.Adam(of_generator, **adam)
    discriminator_optimizer = torch.optim.Adam(discriminator.parameters(), **adam)
    criterion = functional.binary_cross_entropy_with_logits
    picks = measure.batches(len(pictures), int(arguments.batch_size), torch.randperm)

    def step():
        # Pixels stay bytes until a batch is picked, as on the other side.
        real = pictures[next(picks)].float().div_(127.5).sub_(1)
        ones = torch.ones(len(real), 1)
        fake = generator(torch.randn(len(real), latent))

        generator_optimizer.zero_grad(set_to_none=True)
        # The discriminator's own gradients are not asked for here, and not computed.
        criterion(discriminator(fake), ones).backward(inputs=of_generator)
        generator_optimizer.step()

        discriminator_optimizer.zero_grad(set_to_none=True)
        of_fake = discriminator(fake.detach())
        loss = criterion(discriminator(real), ones) + criterion(of_fake, torch.zeros_like(ones))
        loss.backward()
        discriminator_optimizer.step()
        return loss.detach()

    count = measure.parameters(generator) + measure.parameters(discriminator)
    version = f"PyTorch {torch.__version__}"
    measure.measure(step, arguments, version, torch.get_num_threads(), count)
