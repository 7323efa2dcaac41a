"""One training step of the LSTM of `assignment2 text` in PyTorch, eager, with `nn.LSTM`."""

import recurrent
from torch import nn

if __name__ == "__main__":
    recurrent.measure_text(recurrent.own_layer(nn.LSTM))
