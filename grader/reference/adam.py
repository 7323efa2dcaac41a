"""Adam and AdamW in 50-digit decimal arithmetic: the literals of `assignment1/tests/optimizers.rs`.

    python3 grader/reference/adam.py

Kingma and Ba (2015), algorithm 1; Loshchilov and Hutter (2019), algorithm 2. No dependency.
"""

from decimal import Decimal, getcontext

getcontext().prec = 50

RATE, BETA_1, BETA_2, EPSILON = Decimal("0.01"), Decimal("0.9"), Decimal("0.999"), Decimal("1e-8")
ELEMENTS = 3
SHOWN = (1, 2, 10, 100)


def start(element):
    """The value before the first step."""
    return 1 - Decimal(element) / 2


def gradient(step, element):
    """A gradient that changes from step to step; steps count from 1."""
    return (Decimal((37 * step + 101 * element) % 97) / 97 - Decimal("0.5")) * Decimal(4) ** (element - 1)


def trajectory(element, weight_decay):
    """The value after each of the shown steps."""
    value, mean, squares = start(element), Decimal(0), Decimal(0)
    shown = {}
    for step in range(1, max(SHOWN) + 1):
        grad = gradient(step, element)
        mean = BETA_1 * mean + (1 - BETA_1) * grad
        squares = BETA_2 * squares + (1 - BETA_2) * grad**2
        corrected_mean = mean / (1 - BETA_1**step)
        corrected_squares = squares / (1 - BETA_2**step)
        value -= RATE * (corrected_mean / (corrected_squares.sqrt() + EPSILON) + weight_decay * value)
        if step in SHOWN:
            shown[step] = value
    return shown


for name, weight_decay in [("adam", Decimal(0)), ("adamw", Decimal("0.1"))]:
    print(name)
    columns = [trajectory(element, weight_decay) for element in range(ELEMENTS)]
    for step in SHOWN:
        values = ", ".join(f"{column[step]:.15f}" for column in columns)
        print(f"    ({step}, [{values}]),")
