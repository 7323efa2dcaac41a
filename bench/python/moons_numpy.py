"""A multi-layer perceptron 2-20-2 on moons in NumPy: one training step, forward and backward."""

import os

import measure
import numpy as np

HIDDEN = 20
CLASSES = 2


def layer(generator, in_features, out_features):
    """Weights from N(0, 1/in_features) and a bias of zeros."""
    weight = generator.normal(scale=in_features**-0.5, size=(in_features, out_features))
    return weight.astype(np.float32), np.zeros(out_features, dtype=np.float32)


def train_step(parameters, inputs, labels, learning_rate):
    """Changes the parameters in place; returns the loss before that."""
    weight_1, bias_1, weight_2, bias_2 = parameters
    examples = np.arange(len(labels))

    hidden = np.maximum(inputs @ weight_1 + bias_1, 0)
    logits = hidden @ weight_2 + bias_2
    shifted = logits - logits.max(axis=1, keepdims=True)
    exponentials = np.exp(shifted)
    total = exponentials.sum(axis=1, keepdims=True)
    loss = (np.log(total[:, 0]) - shifted[examples, labels]).mean()

    grad_logits = exponentials / total
    grad_logits[examples, labels] -= 1
    grad_logits /= len(labels)
    grad_hidden = grad_logits @ weight_2.T
    grad_hidden *= hidden > 0
    gradients = (
        inputs.T @ grad_hidden,
        grad_hidden.sum(axis=0),
        hidden.T @ grad_logits,
        grad_logits.sum(axis=0),
    )
    for parameter, gradient in zip(parameters, gradients):
        parameter -= learning_rate * gradient
    return loss


def main():
    arguments = measure.parse_arguments()
    generator = np.random.default_rng(42)
    inputs, labels = measure.moons(generator)
    parameters = *layer(generator, 2, HIDDEN), *layer(generator, HIDDEN, CLASSES)
    learning_rate = arguments.learning_rate

    if arguments.batch_size == "full":

        def step():
            return train_step(parameters, inputs, labels, learning_rate)
    else:
        size = int(arguments.batch_size)
        picks = measure.batches(len(inputs), size, generator.permutation)

        def step():
            pick = next(picks)
            return train_step(parameters, inputs[pick], labels[pick], learning_rate)

    # NumPy cannot be asked: its linear algebra follows this variable, else it takes all cores.
    threads = int(os.environ.get("OPENBLAS_NUM_THREADS", os.cpu_count()))
    count = sum(it.size for it in parameters)
    measure.measure(step, arguments, f"NumPy {np.__version__}", threads, count)


if __name__ == "__main__":
    main()
