"""Principal components in 50-digit decimal arithmetic: the literals of `assignment3/tests/pca.rs`.

    python3 grader/reference/pca.py

The covariance matrix by its definition, its eigenvectors by Jacobi's method, also where there are fewer
examples than features. No dependency.
"""

from decimal import Decimal, getcontext

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


def eigen(matrix):
    """Eigenvalues and eigenvectors of a symmetric matrix, the largest first."""
    n = len(matrix)
    vectors = [[Decimal(int(i == j)) for j in range(n)] for i in range(n)]
    for _ in range(60):
        for p in range(n):
            for q in range(p + 1, n):
                if abs(matrix[p][q]) < Decimal("1e-45"):
                    continue
                ratio = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q])
                tangent = (1 if ratio >= 0 else -1) / (abs(ratio) + (ratio**2 + 1).sqrt())
                cosine = 1 / (tangent**2 + 1).sqrt()
                sine = tangent * cosine
                for rows in (matrix, vectors):
                    rows[p], rows[q] = (
                        [cosine * a - sine * b for a, b in zip(rows[p], rows[q])],
                        [sine * a + cosine * b for a, b in zip(rows[p], rows[q])],
                    )
                for row in matrix:
                    row[p], row[q] = cosine * row[p] - sine * row[q], sine * row[p] + cosine * row[q]
    pairs = sorted(((matrix[i][i], vectors[i]) for i in range(n)), reverse=True)
    return [value for value, _ in pairs], [vector for _, vector in pairs]


def positive(vector):
    """The same direction with its largest element positive."""
    return [-value for value in vector] if max(vector, key=abs) < 0 else vector


for name, (examples, features, shown) in CASES.items():
    values, vectors = eigen(covariance(examples, features))
    print(f"{name}: total variance {sum(values):.15f}, eigenvalues")
    print("    [" + ", ".join(f"{value:.15f}" for value in values[:shown]) + "]")
    for vector in vectors[:shown]:
        print("    [" + ", ".join(f"{value:.15f}" for value in positive(vector)) + "],")
    rest = values[shown] if shown < len(values) else Decimal(0)
    print(f"    the next eigenvalue: {rest:.15f}")
