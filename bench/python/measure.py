"""What the scripts of this folder share: arguments, data, batches, the clock, the printed line."""

import argparse
import json
import math
import time
from pathlib import Path

import numpy as np


def parse_arguments(is_training=True):
    """Reads the settings that the Rust side has too; `full` is a batch of all examples."""
    parser = argparse.ArgumentParser()
    if is_training:
        parser.add_argument("--batch-size", required=True)
        parser.add_argument("--learning-rate", type=float, required=True)
    parser.add_argument("--warm-up", type=int, required=True)
    parser.add_argument("--steps", type=int, required=True)
    return parser.parse_args()


def moons(generator, examples=1000, noise=0.1):
    """Draws two interleaving half circles with normal noise; returns the 80 % for training."""
    angles = np.linspace(0, np.pi, examples // 2)
    upper = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    lower = np.stack([1 - np.cos(angles), 0.5 - np.sin(angles)], axis=1)
    inputs = np.concatenate([upper, lower]) + generator.normal(scale=noise, size=(examples, 2))
    labels = np.repeat([0, 1], examples // 2)
    train = generator.permutation(examples)[: examples * 4 // 5]
    return inputs[train].astype(np.float32), labels[train]


def batches(examples, size, permutation):
    """Yields the examples of one step after the other: a new shuffle each epoch, cut up."""
    while True:
        order = permutation(examples)
        for start in range(0, examples, size):
            yield order[start : start + size]


def parameters(network):
    """How many numbers of a PyTorch module are learned; the other side has as many."""
    return sum(it.numel() for it in network.parameters() if it.requires_grad)


def timed(step, arguments, read):
    """What `read` makes of the first and of the last thing that `step` gives, and the seconds of a step."""
    first = read(step())
    for _ in range(arguments.warm_up - 1):
        step()
    start = time.perf_counter()
    for _ in range(arguments.steps):
        given = step()
    last = read(given)
    return first, last, (time.perf_counter() - start) / arguments.steps


def tell(seconds, steps, **more):
    """Prints a measurement as a line of JSON."""
    measurement = {"seconds_per_step": seconds, "steps": steps, "peak_memory_bytes": peak_memory_bytes()}
    print(json.dumps(measurement | more))


def measure(step, arguments, version, threads, parameters):
    """Times `step`, which returns its loss, and prints the measurement.

    `parameters` is how many numbers it learns.
    """
    first_loss, last_loss, seconds = timed(step, arguments, float)
    tell(
        seconds,
        arguments.steps,
        first_loss=first_loss if math.isfinite(first_loss) else None,
        last_loss=last_loss if math.isfinite(last_loss) else None,
        threads=threads,
        parameters=parameters,
        version=version,
    )


def peak_memory_bytes():
    """The most memory that this process has had resident; None where the system does not say.

    The same counter as on the Rust side. `ru_maxrss` would count what the parent process had.
    """
    status = Path("/proc/self/status")
    if not status.exists():
        return None
    fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
    return int(fields["VmHWM"].split()[0]) * 1024
