"""What the scripts with variational autoencoders share: encoder, decoder, the loss, and the step that trains them."""

import images
import measure
import torch
from torch import nn
from torch.nn import functional

HIDDEN = 400
LATENT = 20


class Vae(nn.Module):
    """The variational autoencoder of `assignment3/src/vae.rs`: pictures go in, their loss comes out.

    `down` makes `features` numbers of a picture, and `up` logits of its pixels of as many.
    """

    def __init__(self, features, down=None, up=None):
        super().__init__()
        self.down = down or nn.Identity()
        self.hidden = nn.Linear(features, HIDDEN)
        self.mean = nn.Linear(HIDDEN, LATENT)
        self.log_deviation = nn.Linear(HIDDEN, LATENT)
        self.decoder = nn.Sequential(
            nn.Linear(LATENT, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, features), up or nn.Identity()
        )

    def forward(self, pictures):
        """Minus the evidence lower bound in nats, the mean over the batch."""
        hidden = self.hidden(self.down(pictures)).relu()
        mean, log_deviation = self.mean(hidden), self.log_deviation(hidden)
        codes = mean + log_deviation.exp() * torch.randn_like(mean)
        logits = self.decoder(codes)
        reconstruction = functional.binary_cross_entropy_with_logits(logits, pictures, reduction="sum")
        kl = ((mean.square() + (2 * log_deviation).exp() - 1) / 2 - log_deviation).sum()
        return (reconstruction + kl) / len(pictures)


def measure_vae(network, shape):
    """Times steps of Adam on MNIST, and prints the measurement. `shape` is how the network sees an image."""
    arguments = measure.parse_arguments()
    pictures, _ = images.mnist()
    pictures = pictures.view(-1, *shape)
    optimizer = torch.optim.Adam(network.parameters(), lr=arguments.learning_rate)
    picks = measure.batches(len(pictures), int(arguments.batch_size), torch.randperm)

    def step():
        # Pixels stay bytes until a batch is picked, as on the other side.
        inputs = pictures[next(picks)].float().div_(255)
        optimizer.zero_grad(set_to_none=True)
        loss = network(inputs)
        loss.backward()
        optimizer.step()
        return loss.detach()

    count = measure.parameters(network)
    version = f"PyTorch {torch.__version__}"
    measure.measure(step, arguments, version, torch.get_num_threads(), count)
