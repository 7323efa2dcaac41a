"""Principal components in 50-digit decimal arithmetic: the literals of `assignment3/tests/pca.rs`.

    python3 grader/reference/pca.py

The covariance matrix by its definition, its eigenvectors by Jacobi's method, also where there are fewer
examples than features. No dependency.
"""

from decimal import Decimal, getcontext

from jacobi import eigen, positive

getcontext().prec = 50

# Examples, features, and how many components are shown.
CASES = {"TALL": (12, 7, 3), "WIDE": (5, 9, 4)}


def element(example, feature):
    """An example's feature; both count from 0."""
    return Decimal((37 * example + 101 * feature + 11 * example * feature + 5 * example**2) % 97) / 97


def covariance(examples, features):
    """Divided by the number of examples minus 1."""
    rows = [[element(i, j) for j in range(features)] for i in range(examples)]
    means = [sum(column) / examples for column in zip(*rows)]
    centred = [[value - mean for value, mean in zip(row, means)] for row in rows]
    columns = list(zip(*centred))
    return [[sum(a * b for a, b in zip(p, q)) / (examples - 1) for q in columns] for p in columns]


for name, (examples, features, shown) in CASES.items():
    values, vectors = eigen(covariance(examples, features))
    print(f"{name}: total variance {sum(values):.15f}, eigenvalues")
    print("    [" + ", ".join(f"{value:.15f}" for value in values[:shown]) + "]")
    for vector in vectors[:shown]:
        print("    [" + ", ".join(f"{value:.15f}" for value in positive(vector)) + "],")
    rest = values[shown] if shown < len(values) else Decimal(0)
    print(f"    the next eigenvalue: {rest:.15f}")
