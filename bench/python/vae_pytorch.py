"""The variational autoencoder 784-400-20 of `assignment3/src/vae.rs` on MNIST in PyTorch, eager: one training step."""

import torch
import variational

PIXELS = 784

if __name__ == "__main__":
    torch.manual_seed(42)
    variational.measure_vae(variational.Vae(PIXELS), (PIXELS,))
