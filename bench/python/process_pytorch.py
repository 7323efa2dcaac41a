"""The program `mlp` in PyTorch, eager: trains on moons, evaluates, prints the last metrics.

It saves neither metrics nor checkpoints, which the program that it stands beside does.
"""

import json
import math

import torch
from torch import nn

EXAMPLES = 1000
NOISE = 0.1
HIDDEN = 20
LEARNING_RATE = 1e-2
EPOCHS = 1500
EVALUATE_EVERY = 10


def moons():
    """Draws two interleaving half circles with normal noise, 80 % of them for training."""
    angles = torch.linspace(0, math.pi, EXAMPLES // 2)
    upper = torch.stack([angles.cos(), angles.sin()], dim=1)
    lower = torch.stack([1 - angles.cos(), 0.5 - angles.sin()], dim=1)
    inputs = torch.cat([upper, lower])
    inputs += NOISE * torch.randn_like(inputs)
    labels = torch.arange(2).repeat_interleave(EXAMPLES // 2)
    train, test = torch.randperm(EXAMPLES).split([EXAMPLES * 4 // 5, EXAMPLES // 5])
    return {"train": (inputs[train], labels[train]), "test": (inputs[test], labels[test])}


@torch.no_grad()
def evaluate(model, criterion, data):
    """Loss and accuracy on both parts of the data."""
    metrics = {}
    for part, (inputs, labels) in data.items():
        logits = model(inputs)
        metrics[f"{part}_loss"] = criterion(logits, labels).item()
        metrics[f"{part}_accuracy"] = (logits.argmax(1) == labels).float().mean().item()
    return metrics


def main():
    torch.manual_seed(42)
    data = moons()
    model = nn.Sequential(nn.Linear(2, HIDDEN), nn.ReLU(), nn.Linear(HIDDEN, 2))
    for layer in model[0], model[2]:
        nn.init.normal_(layer.weight, std=layer.in_features**-0.5)
        nn.init.zeros_(layer.bias)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)

    inputs, labels = data["train"]
    metrics = evaluate(model, criterion, data)
    for epoch in range(1, EPOCHS + 1):
        optimizer.zero_grad(set_to_none=True)
        criterion(model(inputs), labels).backward()
        optimizer.step()
        if epoch % EVALUATE_EVERY == 0:
            metrics = evaluate(model, criterion, data)
    print(
        json.dumps(
            {
                "metrics": metrics,
                "threads": torch.get_num_threads(),
                "version": f"PyTorch {torch.__version__}",
            }
        )
    )


if __name__ == "__main__":
    main()
