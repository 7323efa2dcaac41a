"""What the scripts with convolutional networks share: images, and the step that trains on them."""

import csv
import gzip
from pathlib import Path

import measure
import numpy as np
import torch
from torch import nn

DATASETS = Path(__file__).resolve().parents[2] / "datasets"


def mnist():
    """The embedded images `[N, 1, 28, 28]` and labels, bytes as in the files."""
    images = read_idx("mnist-train-images-idx3-ubyte.gz", 16)
    labels = read_idx("mnist-train-labels-idx1-ubyte.gz", 8)
    return torch.from_numpy(images).view(-1, 1, 28, 28), torch.from_numpy(labels).long()


def read_idx(name, header):
    """The bytes of an IDX file behind its header."""
    content = gzip.decompress((DATASETS / name).read_bytes())
    return np.frombuffer(content, dtype=np.uint8, offset=header).copy()


def like_emoji():
    """As many images `[N, 3, 32, 32]` as 80 % of the embedded emoji, and as many classes.

    To read the drawings themselves needs one more package, and no step would take longer for it: here an image
    is the pattern of its class with noise.
    """
    with open(DATASETS / "noto-emoji-32.tsv", encoding="utf-8", newline="") as file:
        categories = [row["category"] for row in csv.DictReader(file, delimiter="\t")]
    known = sorted(set(categories))
    labels = torch.tensor([known.index(category) for category in categories])
    labels = labels[torch.randperm(len(labels))[: len(labels) * 4 // 5]]
    patterns = torch.randint(0, 128, (len(known), 3, 32, 32), dtype=torch.uint8)
    noise = torch.randint(0, 128, (len(labels), 3, 32, 32), dtype=torch.uint8)
    return patterns[labels] + noise, labels


def measure_training(network, data):
    """Times steps of Adam with PyTorch's defaults, and prints the measurement.

    `network` takes images `[batch, channels, height, width]`, whose channels have mean 0 and standard deviation 1
    over the training set, and returns logits.
    """
    arguments = measure.parse_arguments()
    images, labels = data
    # Pixels stay bytes until a batch is picked, as on the other side.
    pixels = images.float()
    mean, deviation = (of((0, 2, 3), keepdim=True) for of in (pixels.mean, pixels.std))
    del pixels
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(network.parameters(), lr=arguments.learning_rate)
    picks = measure.batches(len(images), int(arguments.batch_size), torch.randperm)

    def step():
        pick = next(picks)
        inputs = images[pick].float().sub_(mean).div_(deviation)
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(network(inputs), labels[pick])
        loss.backward()
        optimizer.step()
        return loss.detach()

    version = f"PyTorch {torch.__version__}"
    count = measure.parameters(network)
    measure.measure(step, arguments, version, torch.get_num_threads(), count)
