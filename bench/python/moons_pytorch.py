"""A multi-layer perceptron 2-20-2 on moons in PyTorch, eager: one training step."""

import measure
import numpy as np
import torch
from torch import nn

HIDDEN = 20
CLASSES = 2


def network():
    """Weights from N(0, 1/in_features) and biases of zeros, as on the other side."""
    model = nn.Sequential(nn.Linear(2, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, CLASSES))
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.normal_(layer.weight, std=layer.in_features**-0.5)
            nn.init.zeros_(layer.bias)
    return model


def main():
    arguments = measure.parse_arguments()
    torch.manual_seed(42)
    inputs, labels = map(torch.from_numpy, measure.moons(np.random.default_rng(42)))
    model = network()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=arguments.learning_rate)

    def train_step(inputs, labels):
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(model(inputs), labels)
        loss.backward()
        optimizer.step()
        return loss.detach()

    if arguments.batch_size == "full":

        def step():
            return train_step(inputs, labels)
    else:
        size = int(arguments.batch_size)
        picks = measure.batches(len(inputs), size, torch.randperm)

        def step():
            pick = next(picks)
            return train_step(inputs[pick], labels[pick])

    version = f"PyTorch {torch.__version__}"
    count = measure.parameters(model)
    measure.measure(step, arguments, version, torch.get_num_threads(), count)


if __name__ == "__main__":
    main()
