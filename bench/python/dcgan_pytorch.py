"""The convolutional pair of `assignment3/src/dcgan.rs` on MNIST in PyTorch, eager: one step of both networks."""

import adversarial
import torch

LATENT = 100
WIDTH = 32
IMAGE = (1, 28, 28)

if __name__ == "__main__":
    torch.manual_seed(42)
    channels, side, _ = IMAGE
    generator = adversarial.DcGenerator(LATENT, WIDTH, channels, side)
    discriminator = adversarial.dc_discriminator(WIDTH, channels, side)
    adversarial.measure_pair(generator, discriminator, LATENT, IMAGE)
