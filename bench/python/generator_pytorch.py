"""Pictures of a DCGAN's generator in PyTorch, eager, one after the other, each from its noise to its pixels."""

import adversarial
import measure
import numpy as np
import torch

LATENT = 64
WIDTH = 16
CHANNELS, SIDE = 1, 64
NOISES = 16
# One pixel in so many is compared with the other side's.
COMPARED = 509


def numbers(*shape):
    """√2 sin 1², √2 sin 2², …: numbers of mean 0 and deviation 1 that look random, the same on both sides."""
    places = np.arange(1, np.prod(shape) + 1, dtype=np.float64)
    return (np.sqrt(2) * np.sin(places**2)).astype(np.float32).reshape(shape)


def generator():
    """A generator whose weights are these numbers, scaled so that what goes through ReLU keeps its length."""
    network = adversarial.DcGenerator(LATENT, WIDTH, CHANNELS, SIDE).eval()
    for layer in network.modules():
        if isinstance(layer, torch.nn.Linear):
            # The other side has a row for each input.
            weight = numbers(*layer.weight.T.shape).T
            inputs = layer.in_features
        elif isinstance(layer, torch.nn.ConvTranspose2d):
            weight = numbers(*layer.weight.shape)
            # A pixel is a sum over 2x2 places of each map.
            inputs = 4 * layer.in_channels
        else:
            continue
        with torch.no_grad():
            layer.weight.copy_(torch.from_numpy(weight * np.float32((2 / inputs) ** 0.5)))
            if layer.bias is not None:
                layer.bias.zero_()
    return network


def main():
    arguments = measure.parse_arguments(is_training=False)
    network = generator()
    noises = numbers(NOISES, 1, LATENT)
    number = 0

    def step():
        nonlocal number
        noise = torch.from_numpy(noises[number % NOISES])
        number += 1
        with torch.inference_mode():
            return network(noise).numpy().reshape(-1)

    pixels, seconds = measure.timed(step, arguments, np.copy)[1:]
    measure.tell(
        seconds,
        arguments.steps,
        pixels=pixels[::COMPARED].tolist(),
        threads=torch.get_num_threads(),
        parameters=measure.parameters(network),
        version=f"PyTorch {torch.__version__}",
    )


if __name__ == "__main__":
    main()
