"""Eigenvectors of symmetric matrices in decimal arithmetic, by Jacobi's method: what the scripts beside it share."""

from decimal import Decimal


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
