"""A multi-layer perceptron 784-512-256-10 on MNIST in PyTorch, eager: one training step."""

import measure
import torch
from images import mnist
from torch import nn

SIZES = (784, 512, 256, 10)


def network():
    """Weights from N(0, 1/in_features) and biases of zeros, as on the other side."""
    layers = []
    for in_features, out_features in zip(SIZES, SIZES[1:]):
        layer = nn.Linear(in_features, out_features)
        nn.init.normal_(layer.weight, std=in_features**-0.5)
        nn.init.zeros_(layer.bias)
        layers += [layer, nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def main():
    arguments = measure.parse_arguments()
    torch.manual_seed(42)
    # Pixels stay bytes until a batch is picked, as on the other side.
    images, labels = mnist()
    images = images.view(-1, 784)
    model = network()
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=arguments.learning_rate)
    picks = measure.batches(len(images), int(arguments.batch_size), torch.randperm)

    def step():
        pick = next(picks)
        inputs = images[pick].float().div_(255)
        optimizer.zero_grad(set_to_none=True)
        loss = criterion(model(inputs), labels[pick])
        loss.backward()
        optimizer.step()
        return loss.detach()

    version = f"PyTorch {torch.__version__}"
    count = measure.parameters(model)
    measure.measure(step, arguments, version, torch.get_num_threads(), count)


if __name__ == "__main__":
    main()
