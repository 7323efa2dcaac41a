"""Kernel PCA in 50-digit decimal arithmetic: the literals of `assignment3/tests/kernel_pca.rs`.

    python3 grader/reference/kernel_pca.py

The kernels by their definitions, centred by the definition of a mean in the space of the kernel (all pairs of
inner products of differences from it), and eigenvectors by Jacobi's method. No dependency.
"""

from decimal import Decimal, getcontext

from jacobi import eigen, positive

getcontext().prec = 50

TRAINING, NEW, FEATURES, SHOWN = 8, 3, 3, 3


def example(number):
    """Training examples first, then new ones; elements from -1 to 1."""
    elements = ((29 * number + 53 * j + 7 * number * j + 3 * number**2) % 41 for j in range(FEATURES))
    return [Decimal(element - 20) / 20 for element in elements]


def polynomial(x, y):
    """With the factor 1/2 and the degree 3."""
    return (sum(a * b for a, b in zip(x, y)) / 2 + 1) ** 3


def rbf(x, y):
    """With the factor 0.7."""
    return (Decimal("-0.7") * sum((a - b) ** 2 for a, b in zip(x, y))).exp()


def centred(kernel, x, y, training):
    """The inner product of what is left of both when the mean of the training examples is taken away."""
    n = len(training)
    first = sum(kernel(x, b) for b in training) / n
    second = sum(kernel(a, y) for a in training) / n
    both = sum(kernel(a, b) for a in training for b in training) / n**2
    return kernel(x, y) - first - second + both


training = [example(number) for number in range(TRAINING)]
new = [example(number) for number in range(TRAINING, TRAINING + NEW)]
for kernel in (polynomial, rbf):
    matrix = [[centred(kernel, x, y, training) / (TRAINING - 1) for y in training] for x in training]
    total = sum(matrix[i][i] for i in range(TRAINING))
    values, vectors = eigen(matrix)
    print(f"{kernel.__name__.upper()}: total variance {total:.15f}, variances")
    print("    [" + ", ".join(f"{value:.15f}" for value in values[:SHOWN]) + "]")
    print(f"    the next eigenvalue: {values[SHOWN]:.15f}; codes of {NEW} new examples")
    for x in new:
        row = [centred(kernel, x, y, training) for y in training]
        codes = []
        for value, vector in zip(values[:SHOWN], vectors):
            length = ((TRAINING - 1) * value).sqrt()
            codes.append(sum(u * k for u, k in zip(positive(vector), row)) / length)
        print("    [" + ", ".join(f"{code:.15f}" for code in codes) + "],")
