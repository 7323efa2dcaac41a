"""What the scripts with recurrent networks share: cells in a loop, PyTorch's layers, and the steps that train them.

A layer takes inputs `[batch, steps, features]` and the state before them, and returns all of its hidden states
`[batch, steps, hidden]` and the state behind the last. Parameters are uniform on ±1/√hidden and a gate has one bias,
as on the other side.
"""

import gzip
import math
from pathlib import Path

import measure
import torch
from torch import nn
from torch.nn import functional

TEXT = Path(__file__).resolve().parents[2] / "datasets" / "shakespeare.txt.gz"

# What `bench/src/jobs.rs` says of the networks and their data.
SEEN = 20
LEARNED = 128
HIDDEN = 128
MAX_NORM = 10.0
CHARACTERS = {"hidden": 256, "window": 64, "max_norm": 5.0}


class Loop(nn.Module):
    """A layer whose steps are a loop; its gates stand side by side, so that a step has one product."""

    def __init__(self, gates, features, hidden):
        super().__init__()
        bound = hidden**-0.5

        def uniform(*shape):
            return nn.Parameter(torch.empty(shape).uniform_(-bound, bound))

        self.hidden = hidden
        self.w_x = uniform(features, gates * hidden)
        self.w_h = uniform(hidden, gates * hidden)
        self.b = uniform(gates * hidden)

    def forward(self, inputs, state=None):
        # What the inputs add to the gates, of all steps at once.
        sums = inputs @ self.w_x + self.b
        if state is None:
            state = self.start(len(inputs))
        states = []
        for step in sums.unbind(1):
            state = self.cell(step, state)
            states.append(state[0])
        return torch.stack(states, 1), state


class LoopLstm(Loop):
    """A long short-term memory, step by step."""

    def __init__(self, features, hidden):
        super().__init__(4, features, hidden)

    def start(self, batch):
        return torch.zeros(batch, self.hidden), torch.zeros(batch, self.hidden)

    def cell(self, sums, state):
        h, c = state
        i, f, g, o = (sums + h @ self.w_h).chunk(4, 1)
        c = f.sigmoid() * c + i.sigmoid() * g.tanh()
        return o.sigmoid() * c.tanh(), c


class LoopGru(Loop):
    """A gated recurrent unit, step by step; the reset gate stands behind the product."""

    def __init__(self, features, hidden):
        super().__init__(3, features, hidden)

    def start(self, batch):
        return (torch.zeros(batch, self.hidden),)

    def cell(self, sums, state):
        (h,) = state
        r, z, n = sums.chunk(3, 1)
        of_r, of_z, of_n = (h @ self.w_h).chunk(3, 1)
        n = (n + (r + of_r).sigmoid() * of_n).tanh()
        return (n + (z + of_z).sigmoid() * (h - n),)


def own_layer(layer):
    """PyTorch's layer, whose second bias of each gate stays at zero: the other side has one."""

    def build(features, hidden):
        built = layer(features, hidden, batch_first=True)
        nn.init.zeros_(built.bias_hh_l0)
        built.bias_hh_l0.requires_grad_(False)
        return built

    return build


class Network(nn.Module):
    """A layer, and logits from its hidden states: from the last one, or from each."""

    def __init__(self, layer, features, hidden, classes, of_each=False):
        super().__init__()
        self.layer = layer(features, hidden)
        self.output = nn.Linear(hidden, classes)
        self.of_each = of_each

    def forward(self, inputs, state=None):
        states, state = self.layer(inputs, state)
        return self.output(states.flatten(0, 1) if self.of_each else states[:, -1]), state


def palindromes(count):
    """All digits but the last `[count, SEEN, 1]`, and the last."""
    half = torch.randint(0, 10, (count, math.ceil((SEEN + 1) / 2)))
    digits = torch.cat([half, half[:, : (SEEN + 1) // 2].flip(1)], 1)
    return digits[:, :-1].float().unsqueeze(2), digits[:, -1]


def windows(parallel, steps):
    """Characters of the streams of a text, a window a step, and the one behind each; whether a window is the first."""
    text = gzip.decompress(TEXT.read_bytes()).decode()
    known = {character: place for place, character in enumerate(sorted(set(text)))}
    learned = torch.tensor([known[character] for character in text])[: len(text) * 9 // 10]
    length = (len(learned) - 1) // parallel
    inputs = learned[: parallel * length].view(parallel, length)
    targets = learned[1 : parallel * length + 1].view(parallel, length)

    def read():
        while True:
            for start in range(0, length - steps + 1, steps):
                window = slice(start, start + steps)
                yield inputs[:, window], targets[:, window].flatten(), start == 0

    return read(), len(known)


def train_step(network, optimizer, max_norm):
    """What a batch does: loss, gradients of a norm up to this one, update. Returns the loss and the state."""
    criterion = nn.CrossEntropyLoss()
    parameters = [it for it in network.parameters() if it.requires_grad]

    def step(inputs, labels, state=None):
        optimizer.zero_grad(set_to_none=True)
        logits, state = network(inputs, state)
        loss = criterion(logits, labels)
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, max_norm)
        optimizer.step()
        return loss.detach(), state

    return step


def measure_palindromes(layer):
    """Times steps of RMSProp on palindromes, and prints the measurement."""
    torch.manual_seed(42)
    arguments = measure.parse_arguments()
    network = Network(layer, 1, HIDDEN, 10)
    rate = arguments.learning_rate
    optimizer = torch.optim.RMSprop(network.parameters(), lr=rate, alpha=0.99, eps=1e-8)
    train = train_step(network, optimizer, MAX_NORM)

    size = int(arguments.batch_size)
    inputs, labels = palindromes(LEARNED)
    picks = measure.batches(LEARNED, size, torch.randperm)

    def step():
        pick = next(picks)
        return train(inputs[pick], labels[pick])[0]

    measure.measure(step, arguments, **described(network))


def measure_text(layer):
    """Times steps of Adam on windows of a text whose state is carried, and prints the measurement."""
    torch.manual_seed(42)
    arguments = measure.parse_arguments()
    read, characters = windows(int(arguments.batch_size), CHARACTERS["window"])
    network = Network(layer, characters, CHARACTERS["hidden"], characters, of_each=True)
    optimizer = torch.optim.Adam(network.parameters(), lr=arguments.learning_rate)
    train = train_step(network, optimizer, CHARACTERS["max_norm"])
    carried = None

    def step():
        nonlocal carried
        inputs, targets, is_first = next(read)
        inputs = functional.one_hot(inputs, characters).float()
        loss, state = train(inputs, targets, None if is_first else carried)
        carried = tuple(it.detach() for it in state) if isinstance(state, tuple) else state.detach()
        return loss

    measure.measure(step, arguments, **described(network))


def described(network):
    """What a measurement says of PyTorch and of the network."""
    return {
        "version": f"PyTorch {torch.__version__}",
        "threads": torch.get_num_threads(),
        "parameters": measure.parameters(network),
    }
